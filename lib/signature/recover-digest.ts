import { createPublicKey, type JsonWebKey } from 'node:crypto';

// DER of DigestInfo before the digest. https://www.rfc-editor.org/rfc/rfc8017#section-9.2
const DIGEST_INFOS = [
  { hash: 'md5', prefix: Buffer.from('3020300c06082a864886f70d020505000410', 'hex'), octets: 16 },
  { hash: 'sha1', prefix: Buffer.from('3021300906052b0e03021a05000414', 'hex'), octets: 20 },
  { hash: 'sha256', prefix: Buffer.from('3031300d060960864801650304020105000420', 'hex'), octets: 32 },
] as const;

/** What a signature says that it covers. */
export interface RecoveredDigest {
  readonly hash: 'md5' | 'sha1' | 'sha256';
  readonly digest: Uint8Array;
}

/**
 * Opens an RSASSA-PKCS1-v1_5 signature: the digest of whatever was signed, or `undefined` where this key did not make
 * the signature. It tells a changed request from another key's, which a verification alone cannot. Not for verifying.
 * @throws {Error} where `pem` is not an RSA key.
 */
export function recoverDigest(pem: string, signature: Uint8Array): RecoveredDigest | undefined {
  const key = createPublicKey(pem).export({ format: 'jwk' });
  if (!isRsa(key)) throw new TypeError('"pem" must be an RSA key');
  const modulus = toInteger(Buffer.from(key.n, 'base64url'));
  const size = Buffer.from(key.n, 'base64url').length;
  const value = toInteger(signature);
  if (signature.length !== size) return undefined;
  // Stryker disable next-line EqualityOperator: the modulus itself opens to zero, which is no padding.
  if (value >= modulus) return undefined;
  const opened = power(value, toInteger(Buffer.from(key.e, 'base64url')), modulus);
  const block = Buffer.from(opened.toString(16).padStart(size * 2, '0'), 'hex');
  return DIGEST_INFOS.flatMap(({ hash, prefix, octets }) => {
    const padding = Buffer.alloc(Math.max(0, size - prefix.length - octets - 3), 0xff);
    const expected = Buffer.concat([Buffer.from([0, 1]), padding, Buffer.from([0]), prefix]);
    const isMatch = expected.length + octets === size && block.subarray(0, expected.length).equals(expected);
    return isMatch ? [{ hash, digest: block.subarray(expected.length) }] : [];
  })[0];
}

// Every RSA key has both. https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1
const isRsa = (key: JsonWebKey): key is JsonWebKey & { n: string; e: string } => key.kty === 'RSA';

const toInteger = (octets: Uint8Array): bigint => BigInt(`0x0${Buffer.from(octets).toString('hex')}`);

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
