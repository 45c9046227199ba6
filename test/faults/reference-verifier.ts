import { createHash, createPublicKey } from 'node:crypto';

/** What reached the edge, in the words of the wire. */
export interface ReferenceRequest {
  /** Percent-encoded as sent, or already decoded by the platform. */
  readonly path: string;
  readonly isPathDecoded: boolean;
  readonly query: string;
  readonly authorization: string | undefined;
  readonly pubKeyUrl: string | undefined;
  readonly body: Uint8Array;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const MD5_INFO = '003020300c06082a864886f70d020505000410';

/** The numbers of an RSA key. */
export interface ReferenceKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** Reads a key in PEM. */
export function referenceKey(pem: string): ReferenceKey {
  const { n = '', e = '' } = createPublicKey(pem).export({ format: 'jwk' });
  const toInteger = (text: string): bigint => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
  return { modulus: toInteger(n), exponent: toInteger(e) };
}

/** Slow, plain and written from the documentation alone: opens the signature with big integers and looks what is in it. */
export function referenceVerify(request: ReferenceRequest, key: ReferenceKey): boolean {
  const { authorization = '', pubKeyUrl = '', path, isPathDecoded, query, body } = request;
  if (authorization === '' || !BASE64.test(authorization) || !BASE64.test(pubKeyUrl)) return false;
  const address = Buffer.from(pubKeyUrl, 'base64').toString('latin1');
  const [, rest = ''] = address.split(/^https?:\/\/gosspublic\.alicdn\.com\/callback_pub_key_v/);
  if (!/^[1-9]\d?\.pem$/.test(rest)) return false;
  const digest = openedDigest(Buffer.from(authorization, 'base64'), key);
  if (digest === undefined) return false;
  return possiblePaths(path, isPathDecoded).some((octets) =>
    ['', '?', `?${query}`].some((text) => {
      if (query !== '' && text !== `?${query}`) return false;
      const whole = Buffer.concat([octets, Buffer.from(text), Buffer.from('\n'), body]);
      return createHash('md5').update(whole).digest('hex') === digest;
    }),
  );
}

function openedDigest(signature: Buffer, { modulus, exponent }: ReferenceKey): string | undefined {
  if (signature.length !== 64) return undefined;
  const value = BigInt(`0x${signature.toString('hex')}`);
  if (value >= modulus) return undefined;
  let opened = 1n;
  for (let bit = exponent.toString(2).length - 1; bit >= 0; bit -= 1) {
    opened = (opened * opened) % modulus;
    if ((exponent >> BigInt(bit)) & 1n) opened = (opened * value) % modulus;
  }
  const block = opened.toString(16).padStart(128, '0');
  const head = `0001${'ff'.repeat(64 - 2 - 35)}${MD5_INFO}`;
  return block.startsWith(head) ? block.slice(head.length) : undefined;
}

/** OSS signs the decoded path; a platform may have decoded it, or say so and not have done it, and may take + for a space. */
function possiblePaths(path: string, isDecoded: boolean): Buffer[] {
  const spellings = [path, path.split('+').join(' ')];
  const decoded = spellings.flatMap((text) => decode(text) ?? []);
  return isDecoded ? [...spellings.map((text) => Buffer.from(text)), ...decoded] : decoded;
}

function decode(text: string): Buffer[] | undefined {
  const octets: number[] = [];
  const given = Buffer.from(text);
  for (let at = 0; at < given.length; at += 1) {
    if (given[at] !== 0x25) octets.push(given[at] ?? 0);
    else {
      const hex = given.subarray(at + 1, at + 3).toString('latin1');
      if (!/^[0-9a-fA-F]{2}$/.test(hex)) return undefined;
      octets.push(Number.parseInt(hex, 16));
      at += 2;
    }
  }
  return [Buffer.from(octets)];
}
