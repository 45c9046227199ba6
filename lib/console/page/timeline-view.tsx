import type { JourneyOutcome } from '../journey/journey.ts';
import { positionOf, TICKS, type Scale } from './axis.ts';
import { FileButtons } from './file-buttons.tsx';
import { JourneyRow } from './journey-row.tsx';
import { buckets, filter, keys, scale, shownKeys } from './state.ts';
import { VirtualRows } from './virtual-rows.tsx';
import { OUTCOME_TITLES } from './words.ts';

const OUTCOMES = Object.entries(OUTCOME_TITLES) as [JourneyOutcome, string][];

/** All uploads, newest first, each on its way along the same axis. */
export function TimelineView() {
  const shown = shownKeys.value;
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="toolbar">
        <FileButtons />
        <Filters />
      </div>
      <Axis />
      <VirtualRows label="Uploads, newest first" keys={shown}>
        {(key) => <JourneyRow id={key} />}
      </VirtualRows>
      <p class="quiet count">
        {shown.length < keys.value.length && `${shown.length} of `}
        {keys.value.length} {keys.value.length === 1 ? 'upload' : 'uploads'}
        {shown.length === 0 && '. Nothing matches the filter.'}
      </p>
    </section>
  );
}

function Filters() {
  return (
    <div class="filters" role="search">
      <input
        type="search"
        aria-label="Filter by name, code or text"
        placeholder="Filter by name, code, text"
        value={filter.text}
        onInput={({ currentTarget }) => {
          filter.text.value = currentTarget.value;
        }}
      />
      <select
        aria-label="Bucket"
        value={filter.bucket}
        onChange={({ currentTarget }) => {
          filter.bucket.value = currentTarget.value;
        }}
      >
        <option value="">All buckets</option>
        {buckets.value.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label="Outcome"
        value={filter.outcome}
        onChange={({ currentTarget }) => {
          filter.outcome.value = currentTarget.value as JourneyOutcome | '';
        }}
      >
        <option value="">All outcomes</option>
        {OUTCOMES.map(([outcome, title]) => (
          <option key={outcome} value={outcome}>
            {title}
          </option>
        ))}
      </select>
      <select
        aria-label="Axis"
        value={scale}
        onChange={({ currentTarget }) => {
          scale.value = currentTarget.value as Scale;
        }}
      >
        <option value="log">Log axis</option>
        <option value="linear">Even axis</option>
      </select>
    </div>
  );
}

function Axis() {
  return (
    <div class="axis" aria-hidden="true">
      <span class="axis-head">Upload</span>
      <div class="axis-track">
        {TICKS[scale.value].map(([ms, text]) => (
          <span
            key={ms}
            class={ms === 5_000 ? 'tick tick-limit' : 'tick'}
            style={{ left: `${positionOf(ms, scale.value)}%` }}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}
