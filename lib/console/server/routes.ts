import * as v from 'valibot';
import { parseJsonObject } from '../../params/parse-json-object.ts';
import { PLAYED_FAULTS, relayFault } from '../played-fault.ts';
import { checkCallback } from './check-callback.ts';
import type { ConsoleContext } from './console-context.ts';
import { inspectJourney } from './inspect-journey.ts';
import { json, PageRequestError, parameter, type Route, type RouteRequest } from './route.ts';

const MAX_LISTED = 500;
const MAX_DEAD_LETTERS = 50;
// Only what a browser shows as a picture and never runs.
const IMAGE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);

const editedSchema = v.object({
  callback: v.string(),
  vars: v.string(),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});

/** Everything that the page may ask for, by method and path. */
export const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/setup': json((_request, { setup }) => Promise.resolve(setup)),
  'GET /api/journey': json(async (request, context) => {
    const details = await inspectJourney(parameter(request, 'key'), context);
    if (details === undefined) throw new PageRequestError('This upload is not in the history any more.');
    return details;
  }),
  'GET /api/uploads': json((_request, { reader }) => reader.list({ limit: MAX_LISTED })),
  'GET /api/statistics': json((_request, { reader }) => reader.statistics({})),
  'GET /api/queues': json(async (_request, { queueDepth, deadLetters }) => ({
    ...(await queueDepth()),
    dead: await deadLetters.count(),
  })),
  'GET /api/dead-letters': json((_request, context) => listDeadLetters(context)),
  'POST /api/redrive': json((_request, { deadLetters }) =>
    deadLetters.redrive({ signal: AbortSignal.timeout(30_000) }),
  ),
  'POST /api/check': json(({ body }, { setup }) => {
    const edited = v.safeParse(editedSchema, parseJsonObject(body.toString()));
    if (!edited.success) throw new PageRequestError('expected callback, vars and values');
    return Promise.resolve(checkCallback(edited.output, setup.callbackUrl));
  }),
  'POST /api/send': json(send),
  'GET /api/image': async (request, { oss }) => {
    const { status, contentType, body } = await oss.get(parameter(request, 'bucket'), parameter(request, 'object'));
    // A callback may tell of an object that is not in the local OSS.
    if (status !== 200 || !IMAGE_TYPES.has(contentType))
      return { status: 302, headers: { location: '/no-picture.svg' }, body: '' };
    return { status: 200, headers: { 'content-type': contentType }, body };
  },
};

async function listDeadLetters({ deadLetters, timeline }: ConsoleContext) {
  const letters = await deadLetters.list({ limit: MAX_DEAD_LETTERS });
  return letters.map(({ id, body, sentAt, reason }) => {
    const { id: uploadId, upload } = readBody(body);
    const key = timeline.keyOfMessage(id);
    const failed = timeline.events(key ?? '').findLast((event) => event.type === 'worker-reported');
    const why = failed?.type === 'worker-reported' ? `${failed.step ?? 'message'}: ${failed.error?.message ?? ''}` : '';
    return { id, sentAt, key, uploadId, ...upload, reason: reason ?? (why || 'The worker left no reason here.') };
  });
}

const letterSchema = v.object({
  id: v.optional(v.string()),
  upload: v.optional(v.object({ bucket: v.optional(v.string()), object: v.optional(v.string()) })),
});

/** What can be told of a dead letter, which may be anything. */
function readBody(body: string): v.InferOutput<typeof letterSchema> {
  const read = v.safeParse(letterSchema, parseJsonObject(body) ?? {});
  return read.success ? read.output : {};
}

const transports = ['put', 'form', 'multipart'] as const;

async function send(request: RouteRequest, { oss, relay }: ConsoleContext) {
  const { query, body } = request;
  const transport = transports.find((each) => each === query.get('transport'));
  const fault = query.get('fault') ?? '';
  if (transport === undefined) throw new PageRequestError(`transport must be one of ${transports.join(', ')}`);
  if (fault !== '' && !PLAYED_FAULTS.some(({ id }) => id === fault)) throw new PageRequestError(`no fault "${fault}"`);
  const spoilt = relayFault(fault);
  const callback = query.get('callback') ?? '';
  const { status, requestId } = await oss.upload({
    transport,
    bucket: parameter(request, 'bucket'),
    object: parameter(request, 'object'),
    mimeType: query.get('type') ?? 'application/octet-stream',
    callback: spoilt === undefined ? callback : redirect(callback, (url) => relay.urlFor(url, spoilt)),
    vars: query.get('vars') ?? '',
    faults: spoilt === undefined ? fault : '',
    content: body,
  });
  return { status, requestId };
}

/** Points a callback to the relay; one that cannot be read is left to OSS to judge. */
function redirect(callback: string, to: (url: string) => string): string {
  const fields = parseJsonObject(callback);
  const url = fields?.['callbackUrl'];
  return typeof url === 'string' ? JSON.stringify({ ...fields, callbackUrl: to(url) }) : callback;
}
