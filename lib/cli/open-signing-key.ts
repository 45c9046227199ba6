import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createSimulatorKey, simulatorKeyOf, type SimulatorKey } from '../simulator/simulator-key.ts';
import { UsageError } from './cli-command.ts';
import { readPrivateKey } from './read-keys.ts';

/** A key to play OSS with, and what its user must know. */
export interface SigningKey extends SimulatorKey {
  /** How a receiver comes to trust the key; absent where it was there already. */
  readonly advice?: string;
}

/**
 * Opens the key to sign with. A file that does not exist yet is made, with the public half beside it; without a file the key
 * lives for this command alone.
 * @throws {UsageError} where the file holds no private key, or cannot be written.
 */
export async function openSigningKey(file: string | undefined): Promise<SigningKey> {
  if (file === undefined) {
    const advice =
      'Signed with a new key that nobody trusts. To send what a receiver accepts: --key FILE makes a key that stays.';
    return { ...createSimulatorKey(), advice };
  }
  if (existsSync(file)) return simulatorKeyOf(await readPrivateKey(file));
  const key = createSimulatorKey();
  try {
    await writeFile(file, key.privateKey, { mode: 0o600, flag: 'wx' });
    await writeFile(`${file}.pub`, key.publicKey);
  } catch (cause) {
    throw new UsageError(`expected a place for a new key, got "${file}"`, { cause });
  }
  const advice = `New key: "${file}", its public half "${file}.pub". The receiver trusts it when it is started with OSS_PUB_KEY_FILE=${file}.pub.`;
  return { ...key, advice };
}
