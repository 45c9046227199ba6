import * as crypto from 'node:crypto';

/** Digests octets, as lower-case hex: in one call where Node has it, which is since 20.12. The custom runtime of Function Compute ships 20.10. */
export const hashHex: (algorithm: 'md5' | 'sha256', octets: Uint8Array) => string =
  'hash' in crypto
    ? (algorithm, octets) => crypto.hash(algorithm, octets)
    : (algorithm, octets) => crypto.createHash(algorithm).update(octets).digest('hex');
