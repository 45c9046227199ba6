import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigInvalidError } from '../errors.ts';
import { createSimulatorKey, simulatorKeyOf } from '../simulator/simulator-key.ts';

/** The key of the local OSS, and the file by which the receiver trusts it. */
export interface LocalOssKey {
  /** PEM. */
  readonly privateKey: string;
  /** What `OSS_PUB_KEY_FILE` is to name: the local key and, where the user has a file of his own, the keys in that. */
  readonly trustedKeysFile: string;
}

const TRUSTED_KEYS = 'trusted-keys.pem';

/**
 * Finds the key of the local OSS in a folder, or makes one at the first start, readable by its owner only.
 * @throws {ConfigInvalidError} where the user's own key file cannot be read, or the key in the folder is no key.
 */
export function localOssKey(folder: string, ownKeysFile: string | undefined): LocalOssKey {
  mkdirSync(folder, { recursive: true });
  const privateKeyFile = join(folder, 'callback-key.pem');
  const trustedKeysFile = join(folder, TRUSTED_KEYS);
  const { privateKey, publicKey } = keyIn(privateKeyFile);
  const ownKeys = ownKeysFile === undefined ? '' : readKeys(ownKeysFile);
  writeFileSync(trustedKeysFile, publicKey + ownKeys);
  return { privateKey, trustedKeysFile };
}

/** What `OSS_PUB_KEY_FILE` is to name where a local OSS has run in a folder before; makes nothing. */
export function trustedKeysFileIn(folder: string): string | undefined {
  const file = join(folder, TRUSTED_KEYS);
  return existsSync(file) ? file : undefined;
}

function keyIn(file: string) {
  const stored = readIfThere(file);
  if (stored === undefined) {
    const key = createSimulatorKey();
    writeFileSync(file, key.privateKey, { mode: 0o600 });
    return key;
  }
  try {
    return simulatorKeyOf(stored);
  } catch (cause) {
    throw new ConfigInvalidError(`${file} is no private key: delete it, and a new one is made`, { cause });
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function readKeys(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigInvalidError(`OSS_PUB_KEY_FILE must be a readable PEM file, got "${file}"`, { cause });
  }
}
