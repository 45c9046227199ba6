import { useState } from 'preact/hooks';
import type { UploadSummary } from '../../store/upload-reader.ts';
import { withQuery } from './api.ts';
import { formatBytes } from './format.ts';
import { go, journeyOf, keys } from './state.ts';

const STATES: Readonly<Record<UploadSummary['status'], string>> = {
  processed: 'done',
  received: 'running',
  unparsed: 'warning',
  unconfirmed: 'warning',
  superseded: 'warning',
  repeated: 'warning',
};

const FIRST_ROWS = 100;

/** What is recorded, the newest first, with thumbnails. */
export function UploadTable({ uploads }: { readonly uploads: readonly UploadSummary[] }) {
  const [isWhole, setWhole] = useState(false);
  const keyOf = new Map(keys.value.map((key) => [journeyOf(key)?.peek().uploadId, key]));
  const shown = isWhole ? uploads : uploads.slice(0, FIRST_ROWS);
  return (
    <>
      <div class="table-box" tabIndex={0} role="region" aria-label="Recorded uploads">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">Picture</span>
              </th>
              <th scope="col">Object</th>
              <th scope="col">Status</th>
              <th scope="col">Review</th>
              <th scope="col">Size</th>
              <th scope="col">Received</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id, bucket, object, status, accepted, size, mimeType, receivedAt }) => {
              const key = keyOf.get(id);
              return (
                <tr key={id}>
                  <td class="thumb">
                    {mimeType?.startsWith('image/') && object !== undefined && (
                      <img
                        src={withQuery('/api/image', { bucket, object })}
                        alt=""
                        width="44"
                        height="32"
                        loading="lazy"
                      />
                    )}
                  </td>
                  <td>
                    {key === undefined ? (
                      <bdi class="object">{object ?? '(no name)'}</bdi>
                    ) : (
                      <button
                        type="button"
                        class="link object"
                        onClick={() => {
                          go('timeline', key);
                        }}
                      >
                        <bdi>{object ?? '(no name)'}</bdi>
                      </button>
                    )}
                    <span class="quiet block">
                      {bucket} {mimeType}
                    </span>
                  </td>
                  <td>
                    <span class={`badge badge-${STATES[status]}`}>{status}</span>
                  </td>
                  <td>{accepted === undefined ? '–' : accepted ? 'accepted' : <span class="problem">refused</span>}</td>
                  <td>{size === undefined ? '–' : formatBytes(size)}</td>
                  <td>{new Date(receivedAt).toLocaleString()}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.length < uploads.length && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setWhole(true);
          }}
        >
          Show all {uploads.length}
        </button>
      )}
    </>
  );
}
