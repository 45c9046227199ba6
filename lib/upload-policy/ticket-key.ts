import { createHash } from 'node:crypto';
import { ConfigInvalidError } from '../errors.ts';
import { MIN_TICKET_SECRET_LENGTH } from '../trust.ts';

/** A secret that tickets are made and checked with. */
export interface TicketKey {
  /** Names the secret in a ticket without telling it: the first 8 characters of base64url(SHA-256(`oss-callback ticket key` LF secret)). */
  readonly id: string;
  /** Octets of the secret's text in UTF-8. */
  readonly secret: Uint8Array;
}

const ID_LENGTH = 8;

/**
 * Makes a key of a secret's text, whose name is derived from it: who rotates the secret has no name to look after.
 * @throws {ConfigInvalidError} where the secret has less than 32 characters; a short one could be guessed from one ticket.
 */
export function createTicketKey(secret: string): TicketKey {
  if (secret.length < MIN_TICKET_SECRET_LENGTH) {
    throw new ConfigInvalidError(
      `the ticket secret must have at least ${MIN_TICKET_SECRET_LENGTH} characters, got ${secret.length}`,
    );
  }
  const digest = createHash('sha256').update(`oss-callback ticket key\n${secret}`).digest('base64url');
  return { id: digest.slice(0, ID_LENGTH), secret: Buffer.from(secret) };
}

/**
 * Makes keys of a secret's versions, current first. A version before that is no fit secret is left out: a
 * service that makes up a first value keeps it as one.
 * @throws {ConfigInvalidError} where the current one is none.
 */
export function toTicketKeys([current = '', ...before]: readonly string[]): readonly [TicketKey, ...TicketKey[]] {
  return [createTicketKey(current), ...before.flatMap(keyOrNone)];
}

function keyOrNone(version: string): TicketKey[] {
  try {
    return [createTicketKey(version)];
  } catch (error) {
    if (error instanceof ConfigInvalidError) return [];
    throw error;
  }
}
