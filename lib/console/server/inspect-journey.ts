import { diagnoseSignature, type SignatureDiagnosis } from '../../diagnostics/diagnose-signature.ts';
import { explain } from '../../diagnostics/explain.ts';
import type { CallbackRequest } from '../../http/callback-request.ts';
import { percentDecode } from '../../signature/percent-decode.ts';
import { stringToSign } from '../../signature/string-to-sign.ts';
import type { ConsoleEvent } from '../console-event.ts';
import type { JourneyDetails, ShownExplanation, SignedString, Verdict } from '../journey-details.ts';
import { keepOctets, keptOctets } from '../octets.ts';
import type { ConsoleContext } from './console-context.ts';
import { copyCallback } from './copy-callback.ts';
import { splitRequest } from './split-request.ts';

/** Gathers what the inspector shows of an upload; `undefined` where it is not in the history. */
export async function inspectJourney(
  key: string,
  { history, timeline, reader, keys, setup }: ConsoleContext,
): Promise<JourneyDetails | undefined> {
  const journey = timeline.journey(key);
  if (!journey) return undefined;
  const events = timeline.events(key).flatMap(({ number }) => history.get(number) ?? []);
  const request = receivedRequest(events);
  const stored = journey.uploadId === undefined ? undefined : await reader.get(journey.uploadId);
  const diagnosis = request && diagnoseSignature(request, { keys });
  return {
    events,
    explanations: explanationsOf(events),
    ...(request && { signed: toSigned(request) }),
    ...(diagnosis && { verdict: toVerdict(diagnosis) }),
    ...(request && {
      copies: copyCallback(request, { url: setup.callbackUrl, genuine: diagnosis?.genuine ?? false }),
    }),
    ...(stored && { stored }),
  };
}

/** The last callback as the receiver got it. One cut short cannot be judged. */
function receivedRequest(events: readonly ConsoleEvent[]): CallbackRequest | undefined {
  const last = events.findLast(({ type }) => type === 'callback-changed' || type === 'callback-sent');
  if (last === undefined || !('octets' in last)) return undefined;
  const octets = keptOctets(last.octets);
  return octets.length < last.octets.bytes ? undefined : splitRequest(octets);
}

function toSigned({ path, rawQuery = '', body }: CallbackRequest): SignedString {
  const decoded = percentDecode(path);
  const query = rawQuery === '' ? '' : `?${rawQuery}`;
  const text = (octets: Uint8Array): string => Buffer.from(octets).toString('utf8');
  return { path: text(decoded), query, body: text(body), octets: keepOctets(stringToSign(decoded, query, body)) };
}

function toVerdict({ genuine, signedBy, changes, causes }: SignatureDiagnosis): Verdict {
  return {
    genuine,
    ...(signedBy !== undefined && { signedBy }),
    changes: changes.map(({ title, part, received, signed, fix }) => ({ title, part, received, signed, fix })),
    causes: causes.map(({ title, fix, evidence }) => ({ title, fix, ...(evidence !== undefined && { evidence }) })),
  };
}

/** What the receiver said is nearer to the cause than what OSS made of it. */
function explanationsOf(events: readonly ConsoleEvent[]): ShownExplanation[] {
  const texts = events.flatMap((event): string[] => {
    if (event.type === 'receiver-decided') return event.code === undefined ? [] : [event.code];
    if (event.type === 'worker-reported') return event.error?.code === undefined ? [] : [event.error.code];
    if (event.type !== 'upload-answered' || event.failure === undefined) return [];
    return [keptOctets(event.octets).toString('utf8').split('\r\n\r\n').slice(1).join('\r\n\r\n')];
  });
  const found = [...new Set(texts)].flatMap((text): ShownExplanation[] => {
    const explanation = explain(text);
    return explanation.known ? [explanation] : [];
  });
  return found.filter(({ code }, index) => found.findIndex((other) => other.code === code) === index);
}
