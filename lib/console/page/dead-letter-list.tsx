import { useState } from 'preact/hooks';
import type { Redrive } from '../../queue/dead-letters.ts';
import { ask } from './api.ts';
import { say } from './state.ts';
import { refreshDepth } from './stream.ts';

/** A dead letter, and as much of its upload as is known. */
export interface ShownDeadLetter {
  readonly id: string;
  readonly sentAt?: string;
  readonly key?: string;
  readonly bucket?: string;
  readonly object?: string;
  readonly reason: string;
}

/** What could not be processed, why, and the way back to the queue. */
export function DeadLetterList({ letters }: { readonly letters: readonly ShownDeadLetter[] }) {
  const [isBusy, setBusy] = useState(false);
  const redrive = async (): Promise<void> => {
    setBusy(true);
    try {
      const { moved } = await ask<Redrive>('/api/redrive', { method: 'POST' });
      say(`${moved} dead letters are on the queue again`);
    } catch (error) {
      say(`The redrive failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    setBusy(false);
    refreshDepth();
  };
  if (letters.length === 0) return null;
  return (
    <section class="card card-failed" aria-labelledby="dead">
      <div class="field-head">
        <h2 id="dead">Dead letters</h2>
        <button type="button" class="button button-first" disabled={isBusy} onClick={() => void redrive()}>
          Redrive all
        </button>
      </div>
      <ul class="letters">
        {letters.map(({ id, key, bucket, object, reason, sentAt }) => (
          <li key={id}>
            {key === undefined ? (
              <b>{object ?? id}</b>
            ) : (
              <a href={`#/timeline/${encodeURIComponent(key)}`}>{object ?? id}</a>
            )}{' '}
            <span class="quiet">
              {bucket} {sentAt !== undefined && new Date(sentAt).toLocaleString()}
            </span>
            <p>{reason}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
