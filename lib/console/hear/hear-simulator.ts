import { readErrorText } from '../../diagnostics/read-error-text.ts';
import type { SimulatorEvent, StoredEvent } from '../../simulator/simulator-event.ts';
import type { ConsoleEvent, OssFailure } from '../console-event.ts';
import { keepOctets } from '../octets.ts';

/** What ends an upload and may call back; parts, downloads and listings are no journeys. */
const UPLOADS: ReadonlySet<string | undefined> = new Set(['PutObject', 'PostObject', 'CompleteMultipartUpload']);

/** Makes a translator of the local OSS's events; what belongs to no upload it leaves out. */
export function createSimulatorHearing(): (event: SimulatorEvent, at: number) => ConsoleEvent | undefined {
  const underWay = new Set<string>();
  return (event, at) => {
    if (event.type === 'request' && UPLOADS.has(event.operation)) underWay.add(event.requestId);
    if (!underWay.has(event.requestId)) return undefined;
    if (event.type === 'reply') underWay.delete(event.requestId);
    return toConsoleEvent(event, at);
  };
}

function toConsoleEvent(event: SimulatorEvent, at: number): ConsoleEvent {
  const base = { at, ossRequestId: event.requestId };
  switch (event.type) {
    case 'request': {
      const { operation = '', bucket, key } = event;
      return { type: 'upload-requested', ...base, operation, bucket, object: key, octets: keepOctets(event.head) };
    }
    case 'stored': {
      const { bucket, key, size, etag, callback } = event;
      const parameters = callback && { callback: JSON.stringify(parametersOf(callback)) };
      return { type: 'upload-stored', ...base, bucket, object: key, size, etag, ...parameters };
    }
    case 'callback-sent':
      return {
        type: 'callback-sent',
        ...base,
        attempt: event.attempt,
        url: event.url,
        octets: keepOctets(event.octets),
      };
    case 'callback-answered': {
      const { attempt, url, status, elapsedMs, verdict } = event;
      return {
        type: 'callback-answered',
        ...base,
        attempt,
        url,
        ...(status !== undefined && { status }),
        elapsedMs,
        ok: verdict.ok,
        ...(!verdict.ok && { message: verdict.message, ec: verdict.ec }),
        octets: keepOctets(event.octets),
      };
    }
    case 'reply': {
      const failure = readFailure(event.octets);
      const octets = keepOctets(event.octets);
      return { type: 'upload-answered', ...base, status: event.status, ...(failure && { failure }), octets };
    }
  }
}

/** By the names that OSS documents, as the client may have written them. */
function parametersOf({ urls, host, body, bodyType, sni, vars }: NonNullable<StoredEvent['callback']>): object {
  const callback = {
    callbackUrl: urls.map(({ text }) => text).join(';'),
    ...(host !== undefined && { callbackHost: host }),
    callbackBody: body,
    callbackBodyType: bodyType,
    callbackSNI: sni,
  };
  return { callback, ...(Object.keys(vars).length > 0 && { 'callback-var': vars }) };
}

/** Reads the error out of the XML that follows the head. */
function readFailure(octets: Uint8Array): OssFailure | undefined {
  const body = Buffer.from(octets).toString('utf8').split('\r\n\r\n').slice(1).join('\r\n\r\n');
  if (!body.includes('<Error>')) return undefined;
  const { code, message = '', ec } = readErrorText(body);
  return code === undefined ? undefined : { code, message, ...(ec !== undefined && { ec }) };
}
