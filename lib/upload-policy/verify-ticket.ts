import { timingSafeEqual } from 'node:crypto';
import { TicketInvalidError } from '../errors.ts';
import { isBucketName } from './oss-names.ts';
import { parseTicket, ticketMac, type Ticket, type TicketScope } from './ticket.ts';
import type { TicketKey } from './ticket-key.ts';

/** What a valid ticket says of the upload that carries it. */
export interface TicketClaims {
  readonly scope: TicketScope;
  /** Unique to the ticket. */
  readonly nonce: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** Options of {@link verifyTicket}. */
export interface VerifyTicketOptions {
  /** The bucket that the callback body names. */
  readonly bucket: string | undefined;
  /** The object that the callback body names. */
  readonly object: string | undefined;
  /** The secrets in force: the current one and the one before. */
  readonly keys: readonly TicketKey[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Verifies that we allowed this upload: the ticket in a callback body against the bucket and the object of that same
 * body. Its MAC is compared in constant time.
 * @throws {TicketInvalidError} whose `reason` says why, for the log alone.
 */
export function verifyTicket(text: unknown, { bucket, object, keys, now }: VerifyTicketOptions): TicketClaims {
  if (text === undefined || text === null || text === '') throw new TicketInvalidError('missing');
  const ticket = typeof text === 'string' ? parseTicket(text) : undefined;
  if (ticket === undefined) throw new TicketInvalidError('malformed');
  if (bucket === undefined || object === undefined) throw new TicketInvalidError('no-object');
  const key = keys.find(({ id }) => id === ticket.keyId);
  if (key === undefined) throw new TicketInvalidError('unknown-key');
  const scope = matchingScope(ticket, { bucket, object, key });
  if (scope === undefined) throw new TicketInvalidError('mismatch');
  if (now >= ticket.expiresAt * 1_000) throw new TicketInvalidError('expired');
  return { scope, nonce: ticket.nonce, expiresAt: ticket.expiresAt };
}

interface Claimed {
  readonly bucket: string;
  readonly object: string;
  readonly key: TicketKey;
}

/** The scope under which the MAC is right: a ticket does not say it, so that no one can turn a key into a prefix. */
function matchingScope(ticket: Ticket, { bucket, object, key }: Claimed): TicketScope | undefined {
  const characters = Array.from(object);
  const { prefixLength } = ticket;
  // A lone surrogate would share its octets with other keys.
  if (!isBucketName(bucket) || !object.isWellFormed() || prefixLength < 1 || prefixLength > characters.length) {
    return undefined;
  }
  const bound = characters.slice(0, prefixLength).join('');
  const scopes: TicketScope[] = prefixLength === characters.length ? ['key', 'prefix'] : ['prefix'];
  return scopes.find((scope) =>
    timingSafeEqual(
      ticketMac(key, { scope, bucket, key: bound, expiresAt: ticket.expiresAt, nonce: ticket.nonce }),
      ticket.mac,
    ),
  );
}
