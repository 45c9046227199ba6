import { createPublicKey, generateKeyPairSync } from 'node:crypto';

/** A key pair to sign callbacks with, both in PEM. */
export interface SimulatorKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes a key pair like OSS's own: RSA with 512 bits, weak as it is, so that signatures are as long as the real ones. */
export function createSimulatorKey(): SimulatorKey {
  return generateKeyPairSync('rsa', {
    modulusLength: 512,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/**
 * Takes a private key as it is.
 * @throws {Error} where the PEM is no private key.
 */
export function simulatorKeyOf(privateKey: string): SimulatorKey {
  return { privateKey, publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString() };
}
