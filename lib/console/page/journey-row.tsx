import type { Hop } from '../journey/journey.ts';
import { positionOf } from './axis.ts';
import { formatBytes, formatMs, formatTime } from './format.ts';
import { go, journeyOf, scale, selected } from './state.ts';
import { HOP_TITLES, OUTCOME_TITLES } from './words.ts';

/** One upload of the timeline. */
export function JourneyRow({ id }: { readonly id: string }) {
  const journey = journeyOf(id)?.value;
  if (!journey) return null;
  const { object = '(no name)', bucket = '-', size, outcome, summary, startedAt, operation, totalMs, code } = journey;
  const isSelected = selected.value === id;
  return (
    <button
      type="button"
      class={`row row-${outcome}`}
      aria-current={isSelected ? 'true' : undefined}
      data-outcome={outcome}
      onClick={() => {
        go('timeline', isSelected ? undefined : id);
      }}
    >
      <span class="row-what">
        <span class="row-name">
          <span class={`badge badge-${outcome}`}>{OUTCOME_TITLES[outcome]}</span>
          <bdi class="object">{object}</bdi>
        </span>
        <span class="row-facts">
          {formatTime(startedAt)} · {bucket} · {operation}
          {size !== undefined && ` · ${formatBytes(size)}`}
        </span>
      </span>
      <Track hops={journey.hops} />
      <span class="row-end">
        <span class="row-total">{formatMs(totalMs)}</span>
        <span class="row-summary">
          {code !== undefined && <span class="code">{code} </span>}
          {summary}
        </span>
      </span>
    </button>
  );
}

function Track({ hops }: { readonly hops: readonly Hop[] }) {
  return (
    <span class="track" aria-hidden="true">
      <span class="limit" style={{ left: `${positionOf(5_000, scale.value)}%` }} />
      {hops.map((hop) => (
        <Bar key={hop.name} hop={hop} />
      ))}
    </span>
  );
}

/** The bar of one hop, on a lane of its own. */
export function Bar({ hop: { name, state, from, to } }: { readonly hop: Hop }) {
  if (from === undefined) return <span class="lane" />;
  const left = positionOf(from, scale.value);
  const width = Math.max(0.6, positionOf(to ?? from, scale.value) - left);
  return (
    <span class="lane">
      <span
        class={`bar bar-${state}`}
        title={HOP_TITLES[name]}
        style={{ left: `${Math.min(left, 99.4)}%`, width: `${width}%` }}
      />
    </span>
  );
}
