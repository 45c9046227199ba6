import { createHmac } from 'node:crypto';
import type { TicketKey } from './ticket-key.ts';

/**
 * What a ticket allows: one object of one bucket, or every object whose key begins with a prefix.
 *
 * The wire form is ASCII, at most 128 octets, and is stable:
 *
 *     v1.<key id>.<expiry>.<nonce>.<prefix length>.<mac>
 *
 * | part | form |
 * | --- | --- |
 * | key id | 8 characters of base64url, see {@link TicketKey} |
 * | expiry | seconds since the epoch, decimal: the ticket is valid before that second |
 * | nonce | 22 characters of base64url: 16 random octets |
 * | prefix length | how many characters (Unicode code points) of the key are bound, decimal, at least 1 |
 * | mac | 43 characters of base64url: HMAC-SHA-256 with the secret over the text below, in UTF-8 |
 *
 * The text has six lines, joined with LF, none at the end: `v1`, the scope (`key` where the key must be exactly this,
 * `prefix` where it must begin so), the bucket, the expiry, the nonce, the key or prefix.
 */
export interface Ticket {
  readonly keyId: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly nonce: string;
  /** Code points of the key that the ticket binds. */
  readonly prefixLength: number;
  /** 32 octets. */
  readonly mac: Uint8Array;
}

/** Whether a ticket is for exactly one key, or for every key with a prefix. */
export type TicketScope = 'key' | 'prefix';

/** What a ticket's MAC covers. */
export interface TicketSubject {
  readonly scope: TicketScope;
  readonly bucket: string;
  /** The key, or the prefix that keys begin with. */
  readonly key: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly nonce: string;
}

/** Octets of a ticket at most. */
export const MAX_TICKET_LENGTH = 128;

/** The name of the field that carries the ticket in a callback body. */
export const TICKET_FIELD = 'ticket';

const FORM = /^v1\.([\w-]{8})\.(\d{1,12})\.([\w-]{22})\.(\d{1,4})\.([\w-]{43})$/;

/** Writes a ticket in its wire form. */
export function formatTicket({ keyId, expiresAt, nonce, prefixLength, mac }: Ticket): string {
  return `v1.${keyId}.${expiresAt}.${nonce}.${prefixLength}.${Buffer.from(mac).toString('base64url')}`;
}

/** Reads the wire form; `undefined` where the text is no ticket. Nothing is verified. */
export function parseTicket(text: string): Ticket | undefined {
  if (text.length > MAX_TICKET_LENGTH) return undefined;
  const [, keyId, expiresAt, nonce, prefixLength, mac] = FORM.exec(text) ?? [];
  if (!keyId || !expiresAt || !nonce || !prefixLength || !mac) return undefined;
  const ticket = {
    keyId,
    expiresAt: Number(expiresAt),
    nonce,
    prefixLength: Number(prefixLength),
    mac: Buffer.from(mac, 'base64url'),
  };
  // Numbers with leading zeros and stray bits at the end of base64 would be second spellings of one ticket.
  return formatTicket(ticket) === text ? ticket : undefined;
}

/** Computes a ticket's MAC. The key comes last, so that no text in it can pass for another part. */
export function ticketMac({ secret }: TicketKey, { scope, bucket, expiresAt, nonce, key }: TicketSubject): Buffer {
  return createHmac('sha256', secret).update(['v1', scope, bucket, expiresAt, nonce, key].join('\n')).digest();
}
