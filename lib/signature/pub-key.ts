import { createPublicKey, publicDecrypt } from 'node:crypto';
import { md5 } from '@noble/hashes/legacy.js';
import NodeRSA from 'node-rsa';
import { hashHex } from '../hash-hex.ts';

/** A public key, imported once and used for many callbacks. */
export interface PubKey {
  /** Tells whether OSS's way of signing (RSASSA-PKCS1-v1_5 with MD5) made `signature` of `message`. Never throws. */
  isSignatureOf(message: Uint8Array, signature: Uint8Array): boolean;
}

/** Which arithmetic a key uses: OpenSSL's, or node-rsa's own where OpenSSL refuses MD5 or a 512-bit key. */
export type RsaEngine = 'native' | 'pure';

// DER of DigestInfo for MD5, before the digest. https://www.rfc-editor.org/rfc/rfc8017#section-9.2
const MD5_DIGEST_INFO = '3020300c06082a864886f70d020505000410';

/**
 * Imports a public key in PEM (SubjectPublicKeyInfo or PKCS #1).
 * @throws {Error} where `pem` is not an RSA public key.
 */
export function importPubKey(pem: string, engine: RsaEngine): PubKey {
  const format = pem.includes('BEGIN RSA PUBLIC KEY') ? 'pkcs1-public-pem' : 'pkcs8-public-pem';
  const key = quietly(() => {
    const imported = new NodeRSA(pem, format);
    // Stryker disable next-line ObjectLiteral: node-rsa's defaults happen to keep off OpenSSL here too; that is no promise.
    imported.setOptions({ environment: 'browser', encryptionScheme: 'pkcs1' });
    return imported;
  });
  const octets = Math.ceil(key.getKeySize() / 8);
  const { md5Hex, open } = engine === 'native' ? nativeArithmetic(key) : pureArithmetic(key);
  return {
    isSignatureOf(message, signature) {
      // RFC 8017, 8.2.2: one block. node-rsa's own arithmetic would take several, and join what they hold.
      if (signature.length !== octets) return false;
      try {
        return open(signature).toString('hex') === MD5_DIGEST_INFO + md5Hex(message);
      } catch {
        // Broken padding is a wrong signature, not a fault.
        return false;
      }
    },
  };
}

interface Arithmetic {
  readonly md5Hex: (message: Uint8Array) => string;
  /** What stands in a signature behind its padding, which is checked; throws where that is broken. */
  readonly open: (signature: Uint8Array) => Buffer;
}

// A quarter less than `verify` or `createVerify`, which make an object or a context each time: `npm run bench`.
function nativeArithmetic(key: NodeRSA): Arithmetic {
  const keyObject = createPublicKey(key.exportKey('pkcs8-public-pem'));
  return {
    md5Hex: (message) => hashHex('md5', message),
    open: (signature) => publicDecrypt(keyObject, signature),
  };
}

function pureArithmetic(key: NodeRSA): Arithmetic {
  return {
    md5Hex: (message) => Buffer.from(md5(message)).toString('hex'),
    open: (signature) => Buffer.from(key.decryptPublic(signature)),
  };
}

// node-rsa warns on the console of every weak hash and environment it is told to use; OSS leaves no choice.
function quietly<T>(make: () => T): T {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}
