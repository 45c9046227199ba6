import { FAULT_SYNTAX, parseFaults } from './fault.ts';
import type { FaultQueue } from './fault-queue.ts';
import { invalidArgument, methodNotAllowed } from './oss-errors.ts';
import { emptyReply, type OssReply } from './oss-reply.ts';
import type { OssRequest } from './oss-request.ts';

// No bucket's name begins with an underscore since 2011, so nothing is hidden by this.
const PREFIX = '/_simulator/';

/** What the control API moves. */
export interface ControlContext {
  readonly faults: FaultQueue;
  readonly publicKey: string;
}

/** Tells whether a request is for the simulator itself and not for the OSS that it plays. */
export function isControlRequest({ url }: Pick<OssRequest, 'url'>): boolean {
  return url.startsWith(PREFIX);
}

/**
 * Answers `POST /_simulator/faults?next=duplicate,delay=100&times=3`, `DELETE /_simulator/faults` and `GET /_simulator/public-key`.
 * @throws {OssError} for anything else.
 */
export function controlReply(request: OssRequest, { faults, publicKey }: ControlContext): OssReply {
  const path = request.url.slice(PREFIX.length).split('?')[0];
  if (path === 'public-key' && request.method === 'GET') {
    return { status: 200, headers: { 'Content-Type': 'application/x-pem-file' }, body: Buffer.from(publicKey) };
  }
  if (path === 'faults' && request.method === 'POST') return order(request, faults);
  if (path === 'faults' && request.method === 'DELETE') {
    faults.clear();
    return emptyReply(204);
  }
  throw methodNotAllowed(request.method);
}

function order({ query }: OssRequest, faults: FaultQueue): OssReply {
  const next = query.get('next') ?? '';
  const times = query.get('times') ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(times)) throw invalidArgument('times must be from 1 to 999999.', 'times', times);
  try {
    faults.order(parseFaults(next), Number(times));
  } catch {
    throw invalidArgument(`Expected faults such as ${FAULT_SYNTAX}.`, 'next', next);
  }
  return emptyReply(204);
}
