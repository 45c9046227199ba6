import { isBucketName, isObjectKey } from './oss-names.ts';
import { formatTicket, ticketMac, type TicketScope } from './ticket.ts';
import type { TicketKey } from './ticket-key.ts';

/** Options of {@link createTicket}. */
export interface CreateTicketOptions {
  readonly key: TicketKey;
  readonly bucket: string;
  /** Whether `object` is the whole key or what keys must begin with. */
  readonly scope: TicketScope;
  readonly object: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  /** 16 random octets, never used twice. */
  readonly nonce: Uint8Array;
}

const NONCE_BYTES = 16;

/**
 * Makes a ticket; its wire form is described at {@link Ticket}. It goes as a constant into the callback body, which
 * the upload policy pins and OSS signs.
 * @throws {TypeError} where an option is not what it must be.
 */
export function createTicket({ key, bucket, scope, object, expiresAt, nonce }: CreateTicketOptions): string {
  if (!isBucketName(bucket))
    throw new TypeError(`"bucket" must be the name of a bucket, got ${JSON.stringify(bucket)}`);
  if (!isObjectKey(object)) throw new TypeError(`"object" must be a key or prefix, got ${JSON.stringify(object)}`);
  if (!Number.isSafeInteger(expiresAt) || expiresAt <= 0) {
    throw new TypeError(`"expiresAt" must be whole seconds since the epoch, got ${expiresAt}`);
  }
  if (nonce.length !== NONCE_BYTES) throw new TypeError(`"nonce" must have 16 octets, got ${nonce.length}`);
  const nonceText = Buffer.from(nonce).toString('base64url');
  return formatTicket({
    keyId: key.id,
    expiresAt,
    nonce: nonceText,
    prefixLength: Array.from(object).length,
    mac: ticketMac(key, { scope, bucket, key: object, expiresAt, nonce: nonceText }),
  });
}
