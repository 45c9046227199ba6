import { assertGiven } from '../assert-given.ts';
import type { Clock } from '../clock.ts';
import {
  BodyTooLargeError,
  isOssCallbackError,
  MethodNotSupportedError,
  NotDurableError,
  PathNotFoundError,
} from '../errors.ts';
import type { CallbackRequest } from '../http/callback-request.ts';
import { jsonReply, type Reply } from '../http/reply.ts';
import type { Logger } from '../logger.ts';
import { parseBody, type FieldNames } from '../params/parse-body.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import type { UploadMessage } from '../queue/upload-message.ts';
import { percentDecode } from '../signature/percent-decode.ts';
import type { PubKeyStore } from '../signature/pub-key-store.ts';
import { createSignatureVerifier } from '../signature/verify-signature.ts';
import { formatTrust, type Trust } from '../trust.ts';
import type { CheckTicket } from './check-ticket.ts';
import { createBudget, type Budget } from './budget.ts';
import { createUploadMessage, readRawBody } from './create-upload-message.ts';
import { describeRequest } from './describe-request.ts';
import { createOutcomeLog, type OutcomeMetrics } from './outcome-log.ts';
import { rejectionReply } from './rejection-reply.ts';

/** Takes one callback and answers it. Never rejects: whatever happens has a reply. */
export type CallbackReceiver = (request: CallbackRequest) => Promise<Reply>;

/** Options of {@link createCallbackReceiver}. */
export interface CallbackReceiverOptions {
  readonly pubKeys: PubKeyStore;
  readonly queue: MessageQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * What must hold beside OSS's signature, kept with each upload. Default `['signature']`: nothing more, so that anyone
   * with an account can have OSS sign a callback that names your bucket.
   */
  readonly trust?: Trust;
  /** Checks the ticket that a callback carries; must be given where `trust` has `ticket`, and is not asked elsewhere. */
  readonly checkTicket?: CheckTicket | undefined;
  /** The one path that is a callback; every other is 404. Default: any path. */
  readonly callbackPath?: string | undefined;
  /** What a proxy stripped from the front of the public path. Default none. */
  readonly publicPathPrefix?: string | undefined;
  /** The body's own names for OSS's variables. Default none. */
  readonly fieldNames?: FieldNames;
  /** Octets. Default 262144 (256 KiB). */
  readonly maxBodyBytes?: number;
  /** Time for the whole reply. Default 3500: OSS hangs up after 5 s, which also hold connecting and a cold start. */
  readonly ackBudgetMs?: number;
  /** Names whose values are masked in debug lines, beside those that always are. Default none. */
  readonly redact?: readonly string[];
  /** Adds the platform's metrics to the line that each callback logs. Default none. */
  readonly metrics?: OutcomeMetrics;
}

/**
 * Creates the HTTP flow: verify, parse, check the ticket, enqueue, ack. Nothing is parsed before it is verified, nothing is acknowledged
 * before it is durable.
 * @throws {TypeError} where `pubKeys`, `queue`, `clock` or `logger` is missing, or `trust` asks for tickets and nothing checks them.
 */
export function createCallbackReceiver(options: CallbackReceiverOptions): CallbackReceiver {
  // Stryker disable next-line ArrayDeclaration: test/assert-given.test.ts leaves out each of them.
  assertGiven(options, ['pubKeys', 'queue', 'clock', 'logger']);
  // Stryker disable next-line ArrayDeclaration: a name that no request has.
  const { queue, clock, logger, redact = [] } = options;
  const { fieldNames = {}, maxBodyBytes = 262_144, ackBudgetMs = 3_500, metrics, callbackPath } = options;
  const { trust = ['signature'] } = options;
  const checkTicket = ticketCheck(trust, options.checkTicket);
  const verify = createSignatureVerifier(options);
  const rules = formatTrust(trust);

  // Under whatever name the body gives it.
  const hidden = [...redact, ...Object.keys(fieldNames).filter((name) => fieldNames[name] === 'clientIp')];

  async function accept(request: CallbackRequest, budget: Budget, verified: () => void): Promise<UploadMessage> {
    if (request.method !== 'POST') throw new MethodNotSupportedError(request.method);
    if (!isCallbackPath(request, callbackPath)) throw new PathNotFoundError('not the callback path');
    if (request.body.length > maxBodyBytes) throw new BodyTooLargeError(maxBodyBytes);
    const signed = await verify(request, budget.time);
    verified();
    const raw = readRawBody(request);
    // Stryker disable next-line ConditionalExpression,StringLiteral: the octets give the same, decoded once more.
    const parsed = parseBody(raw.encoding === 'utf8' ? raw.body : request.body, { fieldNames });
    const ticket = checkTicket === undefined ? undefined : await checkTicket(parsed, budget.time.signal);
    const message = createUploadMessage(request, parsed, { raw, signed, receivedAt: clock(), trust: rules, ticket });
    const late = (): Error => new NotDurableError('the queue did not confirm in time');
    await budget.spend(queue.enqueue(message, budget.time), late);
    return message;
  }

  return async function receive(request) {
    const outcome = createOutcomeLog(request, { clock, logger, metrics });
    const budget = createBudget(ackBudgetMs);
    try {
      if (logger.isDebug) logger.debug(describeRequest(request, hidden), 'callback received');
      outcome.accepted(await accept(request, budget, outcome.verified));
      return ACK;
    } catch (error) {
      outcome.failed(error);
      return rejectionReply(isOssCallbackError(error) ? error : undefined, request.requestId);
    } finally {
      budget.end();
    }
  };
}

const ACK = jsonReply(200, { Status: 'OK' });

function ticketCheck(trust: Trust, checkTicket: CheckTicket | undefined): CheckTicket | undefined {
  if (!trust.includes('ticket')) return undefined;
  if (checkTicket === undefined) throw new TypeError('"checkTicket" must be given where "trust" has ticket');
  return checkTicket;
}

function isCallbackPath(request: CallbackRequest, callbackPath: string | undefined): boolean {
  // Stryker disable next-line StringLiteral: no configured path begins without a slash.
  const { path, pathPrefix = '', pathEncoding } = request;
  if (callbackPath === undefined || path === callbackPath) return true;
  const decode = (one: string): Buffer => (pathEncoding === 'encoded' ? percentDecode(one) : Buffer.from(one));
  const wanted = percentDecode(callbackPath);
  return [path, pathPrefix + path].some((one) => decode(one).equals(wanted));
}
