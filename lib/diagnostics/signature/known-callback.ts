import { md5 } from '@noble/hashes/legacy.js';
import { percentDecode } from '../../signature/percent-decode.ts';
import type { SignedString } from './find-signed-string.ts';
import { joinSigned } from './find-signed-string.ts';
import { KNOWN_CALLBACKS, type KnownCallback } from './known-callbacks.ts';
import { changeOfPath } from './path-variants.ts';
import { changeOfQuery } from './query-variants.ts';
import type { SignatureChangeCode } from './signature-change.ts';
import type { Variant } from './variant.ts';

/** A published callback that a digest belongs to. */
export interface FoundKnownCallback {
  readonly source: string;
  /** Its parts; the codes, once compared with a request, say what became of them. */
  readonly signed: SignedString;
}

/** Finds the published callback whose string to sign has this MD5. */
export function knownCallbackOf(digest: Uint8Array, received: SignedString): FoundKnownCallback | undefined {
  for (const known of KNOWN_CALLBACKS) {
    const signed = compared(known, received);
    if (Buffer.from(md5(joinSigned(signed))).equals(digest)) return { source: known.source, signed };
  }
  return undefined;
}

/** Whether a request is such a callback with a part of it changed, rather than another one with its signature. */
export function isVersionOf({ path, body }: SignedString): boolean {
  return path.codes.length === 0 || body.codes.length === 0;
}

function compared({ path, query, body }: KnownCallback, received: SignedString): SignedString {
  const part = (
    octets: Buffer,
    was: Variant,
    name: (received: string, signed: string) => SignatureChangeCode,
  ): Variant => ({
    octets,
    codes: octets.equals(was.octets) ? [] : [name(was.octets.toString(), octets.toString())],
  });
  return {
    path: part(percentDecode(path), received.path, changeOfPath),
    query: part(Buffer.from(query), received.query, changeOfQuery),
    body: part(Buffer.from(body), received.body, () => 'body-replaced'),
  };
}
