import { useEffect, useRef, useState } from 'preact/hooks';
import type { Journey } from '../journey/journey.ts';
import type { JourneyDetails } from '../journey-details.ts';
import { ask, withQuery } from './api.ts';
import { DetailSections } from './detail-sections.tsx';
import { Explanations } from './explanations.tsx';
import { formatBytes, formatMs, formatShare } from './format.ts';
import { Bar } from './journey-row.tsx';
import { CopyButton } from './octets-view.tsx';
import { go, journeyOf } from './state.ts';
import { HOP_TITLES, HOP_WAYS, OUTCOME_TITLES } from './words.ts';

/** Everything about one upload: its hops, what went wrong, and what each hop sent. */
export function Inspector({ id }: { readonly id: string }) {
  const journey = journeyOf(id)?.value;
  const details = useDetails(id, journey);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Where the timeline makes room for the inspector, or another view does, what was chosen can hold the focus no longer.
    const row = document.querySelector<HTMLElement>(ROW);
    if (row?.offsetParent == null || document.activeElement === document.body) heading.current?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  if (!journey) {
    return (
      <aside class="inspector" aria-label="Inspector">
        <p class="quiet">This upload is not in the history.</p>
      </aside>
    );
  }
  const { outcome, object = '(no name)', bucket, size, summary, code } = journey;
  return (
    <aside class="inspector" aria-label="Inspector">
      <div class="inspector-head">
        <div>
          <h2 ref={heading} class="inspector-title" tabIndex={-1}>
            <bdi>{object}</bdi>
          </h2>
          <p class="quiet">
            {bucket}
            {size !== undefined && ` · ${formatBytes(size)}`} · {new Date(journey.startedAt).toLocaleString()}
          </p>
        </div>
        <button type="button" class="button" onClick={close}>
          Close
        </button>
      </div>
      <p class={`verdict verdict-${outcome}`}>
        <span class={`badge badge-${outcome}`}>{OUTCOME_TITLES[outcome]}</span> {summary}
        {code !== undefined && <code class="code"> {code}</code>}
      </p>
      <Hops journey={journey} />
      {details && <Explanations details={details} isFailure={outcome === 'failed' || outcome === 'warning'} />}
      {details?.copies && (
        <div class="buttons copies" role="group" aria-label="Copy the callback">
          <CopyButton title="Copy as curl" what="the callback as a curl command" text={details.copies.curl} />
          <CopyButton
            title="Copy as Lambda event"
            what="the callback as an event for invoke local"
            text={details.copies.lambdaEvent}
          />
          <CopyButton title="Copy as vector" what="the callback as a test vector" text={details.copies.vector} />
        </div>
      )}
      {details && <DetailSections details={details} />}
    </aside>
  );
}

const ROW = 'button.row[aria-current]';

/** Goes back to the row that was chosen. */
function close(): void {
  const chosen = document.querySelector<HTMLElement>(ROW) ?? document.querySelector<HTMLElement>('button.row');
  go('timeline');
  requestAnimationFrame(() => {
    chosen?.focus();
  });
}

function Hops({ journey }: { readonly journey: Journey }) {
  return (
    <ol class="hops" aria-label="Hops">
      {journey.hops.map((hop) => {
        const ms = hop.from === undefined || hop.to === undefined ? undefined : hop.to - hop.from;
        return (
          <li key={hop.name} class={`hop hop-${hop.state}`} data-hop={hop.name} data-state={hop.state}>
            <span class="hop-name">
              {HOP_TITLES[hop.name]} <span class="quiet">{HOP_WAYS[hop.name]}</span>
            </span>
            <span class="hop-ms">
              {ms !== undefined && formatMs(ms)}
              {ms !== undefined && hop.name !== 'worker' && <span class="quiet"> {formatShare(ms)}</span>}
            </span>
            <span class="hop-track" aria-hidden="true">
              <Bar hop={hop} />
            </span>
            <span class="hop-note">{hop.note}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Asks for the details again whenever something has happened to the upload. */
function useDetails(id: string, journey: Journey | undefined): JourneyDetails | undefined {
  const [details, setDetails] = useState<JourneyDetails>();
  useEffect(() => {
    if (!journey) return;
    let isStale = false;
    const timer = setTimeout(() => {
      ask<JourneyDetails>(withQuery('/api/journey', { key: id })).then(
        (answer) => {
          if (!isStale) setDetails(answer);
        },
        () => undefined,
      );
    }, 100);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [id, journey]);
  return details;
}
