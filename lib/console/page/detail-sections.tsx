import type { ComponentChildren } from 'preact';
import type { ConsoleEvent, WorkerReported } from '../console-event.ts';
import type { JourneyDetails, SignedString } from '../journey-details.ts';
import { formatMs } from './format.ts';
import { CodeBlock, OctetsView } from './octets-view.tsx';

type Of<T extends ConsoleEvent['type']> = Extract<ConsoleEvent, { readonly type: T }>;

/** What each hop sent, octet for octet, in the order in which it happened. */
export function DetailSections({ details: { events, signed, verdict, stored } }: { readonly details: JourneyDetails }) {
  const of = <T extends ConsoleEvent['type']>(type: T): Of<T>[] =>
    events.filter((event): event is Of<T> => event.type === type);
  const [requested] = of('upload-requested');
  const parameters = of('upload-stored').find(({ callback }) => callback !== undefined)?.callback;
  const reports = of('worker-reported');
  const lines = of('function-logged');
  return (
    <div class="sections">
      {requested && (
        <Section title="Client's request">
          <OctetsView octets={requested.octets} label="Client's request" />
        </Section>
      )}
      {parameters !== undefined && (
        <Section title="Callback parameters, decoded">
          <CodeBlock label="Callback parameters" text={JSON.stringify(JSON.parse(parameters), null, 2)} />
        </Section>
      )}
      {of('callback-sent').map((sent) => (
        <Section
          key={sent.attempt}
          title={`Callback request${sent.attempt > 1 ? `, no. ${sent.attempt}` : ''}`}
          hint={sent.url}
        >
          <OctetsView octets={sent.octets} label="Callback request" />
        </Section>
      ))}
      {of('callback-changed').map(({ octets, at }) => (
        <Section key={at} title="What the receiver got instead">
          <OctetsView octets={octets} label="Changed callback request" />
        </Section>
      ))}
      {signed && (
        <Section title="String to sign" hint={verdict?.genuine ? `genuine, ${verdict.signedBy ?? ''}` : 'not genuine'}>
          <SignedParts signed={signed} />
        </Section>
      )}
      {of('callback-answered').map(({ attempt, octets, elapsedMs, status }) => (
        <Section key={attempt} title="Receiver's answer" hint={`${status ?? 'none'} after ${formatMs(elapsedMs)}`}>
          {octets.bytes > 0 ? <OctetsView octets={octets} label="Receiver's answer" /> : <p>No octet came back.</p>}
        </Section>
      ))}
      {of('upload-answered').map(({ octets, status, at }) => (
        <Section key={at} title="Client's answer" hint={String(status)}>
          <OctetsView octets={octets} label="Client's answer" />
        </Section>
      ))}
      {of('message-sent').map(({ octets, messageId, queue }) => (
        <Section key={messageId} title="Message on the queue" hint={queue}>
          <OctetsView octets={octets} label="Message on the queue" />
        </Section>
      ))}
      {reports.length > 0 && (
        <Section title="Worker" hint={reports.length === 1 ? 'one delivery' : `${reports.length} deliveries`}>
          {reports.map((report) => (
            <Delivery key={`${report.messageId}${report.at}`} report={report} />
          ))}
        </Section>
      )}
      {stored && (
        <Section title="Stored record" hint={stored.status}>
          <CodeBlock label="Stored record" text={JSON.stringify(stored, null, 2)} />
        </Section>
      )}
      {lines.length > 0 && (
        <Section title="Other log lines" hint={String(lines.length)}>
          <CodeBlock label="Log lines" text={lines.map(({ level, text }) => `${level}  ${text}`).join('\n')} />
        </Section>
      )}
    </div>
  );
}

function Section({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="section">
      <summary>
        <span>{title}</span> {hint !== undefined && <span class="quiet hint">{hint}</span>}
      </summary>
      {children}
    </details>
  );
}

function SignedParts({ signed: { path, query, body, octets } }: { readonly signed: SignedString }) {
  return (
    <>
      <p class="signed" tabIndex={0} role="region" aria-label="String to sign">
        <mark class="part part-path" title="path, percent-decoded">
          {path}
        </mark>
        {query !== '' && (
          <mark class="part part-query" title="query, as sent">
            {query}
          </mark>
        )}
        <mark class="part part-newline" title="one line feed">
          ⏎
        </mark>
        <mark class="part part-body" title="body">
          {body}
        </mark>
      </p>
      <ul class="legend">
        <li class="part-path">path</li>
        <li class="part-query">query</li>
        <li class="part-newline">line feed</li>
        <li class="part-body">body</li>
      </ul>
      <OctetsView octets={octets} label="String to sign, octets" />
    </>
  );
}

function Delivery({ report: { attempt, outcome, ms, error, step } }: { readonly report: WorkerReported }) {
  const steps = Object.entries(ms).filter(([name]) => name !== 'total');
  return (
    <div class="delivery">
      <p>
        Attempt {attempt ?? 1}: <b>{outcome}</b> after {formatMs(ms.total)}
        {error && ` at ${step ?? 'the message'}: ${error.message}`}
      </p>
      <dl class="facts">
        {steps.map(([name, took]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatMs(took)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
