import { randomBytes } from 'node:crypto';
import { systemClock } from '../lib/clock.ts';
import { runMode, type Env } from '../lib/config.ts';
import { CallbackInvalidError, ConfigInvalidError } from '../lib/errors.ts';
import { createLogger } from '../lib/logger.ts';
import { parseOssCredentials } from '../lib/oss-credentials.ts';
import { buildCallback } from '../lib/params/build-callback.ts';
import { defaultTemplate } from '../lib/params/default-template.ts';
import { parseBody } from '../lib/params/parse-body.ts';
import { parseCallback } from '../lib/params/parse-callback.ts';
import { renderBody } from '../lib/params/render-body.ts';
import { validateCallback } from '../lib/params/validate-callback.ts';
import { readOssConfig, readUploadPolicyConfig, type UploadPolicyConfig } from '../lib/trust-config.ts';
import { addTicket } from '../lib/upload-policy/add-ticket.ts';
import { createBearerAuthorize } from '../lib/upload-policy/bearer-authorize.ts';
import {
  createUploadPolicy,
  type AuthorizeUpload,
  type UploadPolicyEndpoint,
} from '../lib/upload-policy/create-upload-policy.ts';
import type { BuildTicketCallback } from '../lib/upload-policy/issue-upload.ts';
import { isObjectKey } from '../lib/upload-policy/oss-names.ts';
import { MAX_TICKET_LENGTH, TICKET_FIELD } from '../lib/upload-policy/ticket.ts';
import type { UploadGrant } from '../lib/upload-policy/upload-grant.ts';
import { composeSecret, type ComposeSecretOptions } from './compose-secret.ts';

/** What an upload policy's handler adds to the settings. */
export interface ComposeUploadPolicyOptions extends ComposeSecretOptions {
  /** Decides who may upload what. Default: who sends the token of `UPLOAD_POLICY_TOKEN_NAME` may do what `UPLOAD_*` say. */
  readonly authorize?: AuthorizeUpload;
}

/**
 * Composes the upload policy from the settings of a process, the same for every platform.
 * @throws {ConfigInvalidError} where a setting is wrong; the message names it.
 */
export function composeUploadPolicy(env: Env, options: ComposeUploadPolicyOptions = {}): UploadPolicyEndpoint {
  const config = readUploadPolicyConfig(env);
  const credentials = composeSecret(env, 'OSS_CREDENTIALS', options);
  const ticketSecret = composeSecret(env, 'OSS_TICKET_SECRET', options);
  return createUploadPolicy({
    ...readOssConfig(env),
    bucket: config.UPLOAD_BUCKET,
    credentials: async (signal) => parseOssCredentials((await credentials.get(signal))[0] ?? ''),
    ticketSecret: (signal) => ticketSecret.get(signal),
    buildCallback: ticketCallback(config, { isDeployed: runMode(env) === 'deployed' }),
    randomBytes,
    authorize: options.authorize ?? bearerAuthorize(env, config, options),
    origins: config.UPLOAD_ORIGINS,
    clock: systemClock,
    logger: createLogger({ level: config.LOG_LEVEL, fd: runMode(env) === 'invoke-local' ? 2 : 1 }),
  });
}

function bearerAuthorize(env: Env, config: UploadPolicyConfig, options: ComposeSecretOptions): AuthorizeUpload {
  const token = composeSecret(env, 'UPLOAD_POLICY_TOKEN', options);
  if (!isObjectKey(config.UPLOAD_KEY_PREFIX)) {
    throw new ConfigInvalidError(
      'UPLOAD_KEY_PREFIX must be a prefix of keys that OSS can have, of at most 1023 octets',
    );
  }
  const grant: UploadGrant = {
    keyPrefix: config.UPLOAD_KEY_PREFIX,
    minBytes: config.UPLOAD_MIN_BYTES,
    maxBytes: config.UPLOAD_MAX_BYTES,
    ...(config.UPLOAD_CONTENT_TYPES.length > 0 && { contentTypes: config.UPLOAD_CONTENT_TYPES }),
    expiresInSeconds: config.UPLOAD_EXPIRES_SECONDS,
  };
  return createBearerAuthorize({ tokens: (signal) => token.get(signal), grant });
}

/** What a callback must say for its ticket to be checked. */
const NEEDED = ['bucket', 'object'] as const;

// As long as a ticket can be, so that what is too long for OSS is so at once.
const EXAMPLE_TICKET = 't'.repeat(MAX_TICKET_LENGTH);

function ticketCallback(
  { OSS_CALLBACK_URL, OSS_CALLBACK_BODY, CALLBACK_FIELDS }: UploadPolicyConfig,
  { isDeployed }: { readonly isDeployed: boolean },
): BuildTicketCallback {
  const urls = OSS_CALLBACK_URL.split(';');
  const build: BuildTicketCallback = ({ ticket, vars }) => {
    const body = OSS_CALLBACK_BODY ?? defaultTemplate('application/x-www-form-urlencoded', Object.keys(vars));
    return buildCallback({ urls, body: addTicket(body, ticket), vars }).base64;
  };
  assertUrls(urls, { refusePrivateAddresses: isDeployed });
  const { body, bodyType } = parseCallback(
    stated('OSS_CALLBACK_BODY', () => build({ ticket: EXAMPLE_TICKET, vars: {} })),
  );
  const example = renderBody(body, { bucket: 'bucket', object: 'object' }, bodyType);
  const { upload, fields, problem } = parseBody(Buffer.from(example), { fieldNames: CALLBACK_FIELDS });
  if (problem === undefined && fields[TICKET_FIELD] === EXAMPLE_TICKET && NEEDED.every((name) => upload[name] === name))
    return build;
  throw new ConfigInvalidError(
    'OSS_CALLBACK_BODY must carry ${bucket} and ${object} under the names of CALLBACK_FIELDS',
  );
}

/** A local OSS takes private addresses; that of a function that is deployed refuses every upload with one. */
function assertUrls(urls: readonly string[], options: { readonly refusePrivateAddresses: boolean }): void {
  const { base64 } = stated('OSS_CALLBACK_URL', () => buildCallback({ urls }));
  const refusal = validateCallback({ header: base64 }, options);
  if (refusal) throw new ConfigInvalidError(`OSS_CALLBACK_URL must be one that OSS calls: ${refusal.message}`);
}

/** Does what a setting may be unfit for; the error names the setting. */
function stated<T>(variable: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof CallbackInvalidError)) throw cause;
    throw new ConfigInvalidError(`${variable} must be one that OSS takes: ${cause.message}`, { cause });
  }
}
