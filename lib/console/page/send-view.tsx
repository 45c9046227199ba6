import { useEffect, useState } from 'preact/hooks';
import type { CheckedCallback, ShownFinding } from '../checked-callback.ts';
import { PLAYED_FAULTS, type PlayedFault } from '../played-fault.ts';
import { ask } from './api.ts';
import { FileButtons } from './file-buttons.tsx';
import { CodeBlock } from './octets-view.tsx';
import { draft, resetCallback } from './send.ts';

const TRANSPORTS = [
  ['put', 'PutObject'],
  ['form', 'Form (PostObject)'],
  ['multipart', 'Multipart'],
] as const;
const SIDES: readonly (readonly [PlayedFault['by'], string])[] = [
  ['oss', 'On the way from OSS'],
  ['receiver', 'In front of the receiver'],
];

/** The upload panel: how, with which callback, and with which misfortune. */
export function SendView() {
  const checked = useChecked();
  const fault = PLAYED_FAULTS.find(({ id }) => id === draft.fault.value);
  return (
    <section class="send" aria-labelledby="send-title">
      <div class="send-column">
        <h2 id="send-title">Send an upload</h2>
        <fieldset class="choices">
          <legend>By</legend>
          {TRANSPORTS.map(([name, title]) => (
            <label key={name}>
              <input
                type="radio"
                name="transport"
                checked={draft.transport.value === name}
                onChange={() => {
                  draft.transport.value = name;
                }}
              />{' '}
              {title}
            </label>
          ))}
        </fieldset>
        <Field label="Bucket" value={draft.bucket} />
        <Field label="Object name" value={draft.object} placeholder="the file's own name" />
        <label class="field">
          Fault to play
          <select
            value={draft.fault}
            onChange={({ currentTarget }) => {
              draft.fault.value = currentTarget.value;
            }}
          >
            <option value="">None</option>
            {SIDES.map(([side, title]) => (
              <optgroup key={side} label={title}>
                {PLAYED_FAULTS.filter(({ by }) => by === side).map(({ id, title: name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <p class="quiet fault-hint">{fault?.expect ?? 'Nothing goes wrong.'}</p>
        <div class="drop-zone">
          <p>Drop a file anywhere on this page, or</p>
          <FileButtons />
        </div>
      </div>
      <div class="send-column">
        <div class="field-head">
          <label for="callback">Callback</label>
          <button type="button" class="link" onClick={resetCallback}>
            Reset
          </button>
        </div>
        <textarea
          id="callback"
          class="editor"
          rows={12}
          spellcheck={false}
          aria-describedby="findings"
          value={draft.callback}
          onInput={({ currentTarget }) => {
            draft.callback.value = currentTarget.value;
          }}
        />
        <label class="field">
          Custom variables
          <textarea
            class="editor"
            rows={3}
            spellcheck={false}
            value={draft.vars}
            onInput={({ currentTarget }) => {
              draft.vars.value = currentTarget.value;
            }}
          />
        </label>
      </div>
      <div class="send-column">
        <h3>Findings</h3>
        <Findings checked={checked} />
        <h3>The body that OSS would send</h3>
        {checked?.rendered === undefined ? (
          <p class="quiet">The callback cannot be read so far.</p>
        ) : (
          <>
            <CodeBlock label="Rendered body" text={checked.rendered} />
            <p class={checked.problem === undefined ? 'quiet' : 'problem'}>
              {checked.problem === undefined
                ? `${checked.bodyType ?? ''}, with sample values`
                : `A receiver cannot read this: ${checked.problem}.`}
            </p>
          </>
        )}
      </div>
    </section>
  );
}

function Field({
  label,
  value,
  placeholder,
}: {
  readonly label: string;
  readonly value: typeof draft.bucket;
  readonly placeholder?: string;
}) {
  return (
    <label class="field">
      {label}
      <input
        type="text"
        spellcheck={false}
        autocomplete="off"
        placeholder={placeholder ?? ''}
        value={value}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      />
    </label>
  );
}

const SEVERITY_STATES: Readonly<Record<ShownFinding['severity'], string>> = {
  error: 'failed',
  warning: 'warning',
  suggestion: 'running',
};

function Findings({ checked }: { readonly checked: CheckedCallback | undefined }) {
  const findings = checked?.findings ?? [];
  return (
    <ul id="findings" class="findings" aria-live="polite">
      {findings.length === 0 && <li class="quiet">Nothing to find fault with.</li>}
      {findings.map(({ code, severity, message, ec, position, fix }) => (
        <li key={`${code}${message}`} class="finding" data-code={code}>
          <p>
            <span class={`badge badge-${SEVERITY_STATES[severity]}`}>{severity}</span> {message}
          </p>
          {position && (
            <p>
              <code>
                {position.excerpt.slice(Math.max(0, position.caret - 24), position.caret)}
                <b class="caret">{position.excerpt.slice(position.caret, position.caret + 1) || '␣'}</b>
                {position.excerpt.slice(position.caret + 1, position.caret + 24)}
              </code>
            </p>
          )}
          <p class="quiet">{fix[0]}</p>
          <p class="quiet">
            <code>{ec === undefined ? code : `${code} · ${ec}`}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Has the callback checked a moment after the last key. */
function useChecked(): CheckedCallback | undefined {
  const [checked, setChecked] = useState<CheckedCallback>();
  const callback = draft.callback.value;
  const vars = draft.vars.value;
  const bucket = draft.bucket.value;
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      const body = JSON.stringify({ callback, vars, values: { bucket } });
      ask<CheckedCallback>('/api/check', { method: 'POST', body }).then(
        (answer) => {
          if (!isStale) setChecked(answer);
        },
        () => undefined,
      );
    }, 120);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [callback, vars, bucket]);
  return checked;
}
