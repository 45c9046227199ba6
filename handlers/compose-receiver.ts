import { readFileSync } from 'node:fs';
import { createTicketCheck, type CheckTicket } from '../lib/callback/check-ticket.ts';
import type { OutcomeMetrics } from '../lib/callback/outcome-log.ts';
import { createCallbackReceiver, type CallbackReceiver } from '../lib/callback/receive.ts';
import { systemClock } from '../lib/clock.ts';
import { readReceiverConfig, runMode, type Env, type ReceiverConfig } from '../lib/config.ts';
import { ConfigInvalidError } from '../lib/errors.ts';
import { createLogger } from '../lib/logger.ts';
import type { MessageQueue } from '../lib/queue/message-queue.ts';
import { createPubKeyStore, type PubKeyStore } from '../lib/signature/pub-key-store.ts';
import type { Trust } from '../lib/trust.ts';
import { readTrust } from '../lib/trust-config.ts';
import { composeSecret, type ComposeSecretOptions } from './compose-secret.ts';

/** What a receiver's handler adds to the settings. */
export interface ComposeReceiverOptions extends ComposeSecretOptions {
  readonly queue: MessageQueue;
  readonly metrics?: OutcomeMetrics;
  /** How long its log lines may wait for others, in milliseconds. Default 0. */
  readonly logGatherMs?: number;
}

/**
 * Composes the receiver from the settings of a process, the same for every platform.
 * @throws {ConfigInvalidError} where a setting is wrong; the message names it.
 */
export function composeReceiver(env: Env, options: ComposeReceiverOptions): CallbackReceiver {
  const { queue, metrics = () => ({}), logGatherMs: gatherMs = 0 } = options;
  const config = readReceiverConfig(env);
  // `invoke local` prints the handler's result on standard output, and nothing else may stand there.
  const logger = createLogger({ level: config.LOG_LEVEL, fd: runMode(env) === 'invoke-local' ? 2 : 1, gatherMs });
  const trust = readTrust(env);
  if (trust.includes('signature')) logger.warn({ trust: 'signature' }, SIGNATURE_ALONE);
  return createCallbackReceiver({
    pubKeys: composePubKeys(config),
    queue,
    clock: systemClock,
    logger,
    trust,
    checkTicket: composeTicketCheck(env, trust, options),
    metrics,
    callbackPath: config.CALLBACK_PATH,
    publicPathPrefix: config.PUBLIC_PATH_PREFIX,
    fieldNames: config.CALLBACK_FIELDS,
    maxBodyBytes: config.MAX_BODY_BYTES,
    ackBudgetMs: config.ACK_BUDGET_MS,
    redact: config.LOG_REDACT,
  });
}

const SIGNATURE_ALONE =
  "TRUST=signature takes OSS's signature alone: anyone with an Alibaba Cloud account can have OSS sign a callback that " +
  'names your bucket, and a captured callback stays valid for ever. Set TRUST to ticket, confirm or ticket+confirm';

function composeTicketCheck(env: Env, trust: Trust, options: ComposeSecretOptions): CheckTicket | undefined {
  if (!trust.includes('ticket')) return undefined;
  return createTicketCheck({ secret: composeSecret(env, 'OSS_TICKET_SECRET', options), clock: systemClock });
}

function composePubKeys(config: ReceiverConfig): PubKeyStore {
  const { OSS_PUB_KEY_FILE: file, OSS_PUB_KEY_PINNED: pinned, OSS_PUB_KEY_ALLOW_HTTP: allowHttp } = config;
  const trusted = file === undefined ? [] : readPems(file);
  try {
    return createPubKeyStore({
      trusted,
      pinned,
      allowHttp,
      fetch: (url, init) => fetch(url, init),
      clock: systemClock,
    });
  } catch (cause) {
    throw new ConfigInvalidError(`OSS_PUB_KEY_FILE must hold RSA public keys, got others in "${file ?? ''}"`, {
      cause,
    });
  }
}

function readPems(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigInvalidError(`OSS_PUB_KEY_FILE must be a readable PEM file, got "${file}"`, { cause });
  }
  const pems = text.match(/-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g);
  if (pems === null) throw new ConfigInvalidError(`OSS_PUB_KEY_FILE must hold keys in PEM, got none in "${file}"`);
  return pems;
}
