import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { StatisticsRow, Totals } from '../../store/statistics.ts';
import type { UploadPage } from '../../store/upload-reader.ts';
import { ask } from './api.ts';
import { DeadLetterList, type ShownDeadLetter } from './dead-letter-list.tsx';
import { formatBytes } from './format.ts';
import { Plot } from './plot.tsx';
import { binUploads } from './bin-uploads.ts';
import { changes, depth, say } from './state.ts';
import { UploadTable } from './upload-table.tsx';

/** What is recorded, how it adds up, and what waits. */
export function UploadsView() {
  const stamp = useStamp();
  const page = useAsked(() => ask<UploadPage>('/api/uploads'), stamp);
  const rows = useAsked(() => ask<readonly StatisticsRow[]>('/api/statistics'), stamp);
  const letters = useAsked(() => ask<readonly ShownDeadLetter[]>('/api/dead-letters'), `${depth.value?.dead ?? 0}`);
  const uploads = page?.uploads ?? [];
  const newest = page?.cursor === undefined ? '' : ` (the newest ${uploads.length})`;
  const { waiting, inFlight, dead } = depth.value ?? {};
  const bins = useMemo(() => binUploads(uploads), [page]);
  const sum = (of: keyof Totals): number | undefined => rows?.reduce((all, row) => all + row[of], 0);
  return (
    <div class="uploads">
      <section class="tiles" aria-label="Totals">
        <Tile title="Uploads counted" value={sum('uploads')} />
        <Tile title="Bytes" value={sum('bytes')} format={formatBytes} />
        <Tile title="Refused by review" value={sum('rejected')} />
        <Tile title="Waiting" value={waiting} />
        <Tile title="In work" value={inFlight} />
        <Tile title="Dead letters" value={dead} isBad />
      </section>
      <DeadLetterList letters={letters ?? []} />
      <section class="plots" aria-label="Statistics">
        <Plot
          title={`Uploads over time${newest}`}
          times={bins.times}
          values={bins.uploads}
          format={String}
          isKnown={page !== undefined}
        />
        <Plot
          title={`Bytes over time${newest}`}
          times={bins.times}
          values={bins.bytes}
          format={formatBytes}
          isKnown={page !== undefined}
        />
        {rows && <MimeTypes rows={rows} />}
      </section>
      <section aria-labelledby="recorded">
        <h2 id="recorded">Recorded uploads</h2>
        {page?.uploads.length === 0 && <p class="quiet">Nothing is recorded yet.</p>}
        {uploads.length > 0 && <UploadTable uploads={uploads} />}
      </section>
    </div>
  );
}

function Tile({
  title,
  value,
  format = String,
  isBad = false,
}: {
  readonly title: string;
  /** Absent until it is known. */
  readonly value: number | undefined;
  readonly format?: (value: number) => string;
  /** Whether any is too many. */
  readonly isBad?: boolean;
}) {
  return (
    <div class={isBad && value !== undefined && value > 0 ? 'tile tile-bad' : 'tile'}>
      <span class="tile-value">{value === undefined ? '–' : format(value)}</span>
      <span class="quiet">{title}</span>
    </div>
  );
}

function MimeTypes({ rows }: { readonly rows: readonly StatisticsRow[] }) {
  const totals = new Map<string, { uploads: number; bytes: number }>();
  for (const { mimeType, uploads, bytes } of rows) {
    const sum = totals.get(mimeType) ?? { uploads: 0, bytes: 0 };
    totals.set(mimeType, { uploads: sum.uploads + uploads, bytes: sum.bytes + bytes });
  }
  const sorted = [...totals].sort(([, a], [, b]) => b.uploads - a.uploads).slice(0, 8);
  const most = Math.max(1, ...sorted.map(([, { uploads }]) => uploads));
  return (
    <figure class="plot">
      <figcaption>By MIME type {sorted.length === 0 && <span class="quiet">nothing yet</span>}</figcaption>
      <ul class="types">
        {sorted.map(([name, { uploads, bytes }]) => (
          <li key={name}>
            <span>{name === '-' ? 'not told' : name}</span>
            <span class="type-bar" style={{ width: `${(uploads / most) * 100}%` }} aria-hidden="true" />
            <span class="quiet">
              {uploads} · {formatBytes(bytes)}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

const LOOK_AGAIN_MS = 1_000;

/** Changes when something has happened, at most once a second: each change asks the table for all that is recorded. */
function useStamp(): string {
  const [stamp, setStamp] = useState(changes.peek());
  useEffect(() => {
    const timer = setInterval(() => {
      setStamp(changes.peek());
    }, LOOK_AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return String(stamp);
}

/** Asks now, and again whenever `stamp` changes; an answer is shown until one to a later question comes. */
function useAsked<T>(question: () => Promise<T>, stamp: string): T | undefined {
  const [answer, setAnswer] = useState<T | undefined>(undefined);
  const isGone = useRef(false);
  const asked = useRef(0);
  const shown = useRef(0);
  useEffect(() => {
    const number = (asked.current += 1);
    question().then(
      (value) => {
        if (isGone.current || number < shown.current) return;
        shown.current = number;
        setAnswer(value);
      },
      (error: unknown) => {
        if (!isGone.current) say(String(error));
      },
    );
  }, [stamp]);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  return answer;
}
