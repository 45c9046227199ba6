import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { NamedKey } from '../diagnostics/diagnose-signature.ts';
import { UsageError } from './cli-command.ts';
import { readInput } from './read-input.ts';

const PEM = /-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g;

/**
 * Reads RSA keys to verify with, public or private, from files that may hold several.
 * @throws {UsageError} where a file holds none.
 */
export async function readPublicKeys(files: readonly string[]): Promise<NamedKey[]> {
  const keys = files.map(async (file) => {
    const pems = (await readText(file)).match(PEM) ?? [];
    if (pems.length === 0) throw new UsageError(`expected keys in PEM, got none in "${file}"`);
    return pems.map((pem) => ({ name: file, pem: asPublic(pem, file) }));
  });
  return (await Promise.all(keys)).flat();
}

/**
 * Reads the RSA private key to sign with.
 * @throws {UsageError} where the file holds none.
 */
export async function readPrivateKey(file: string): Promise<string> {
  const pem = await readText(file);
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch (cause) {
    throw new UsageError(`expected an RSA private key in PEM in "${file}"`, { cause });
  }
  throw new UsageError(`expected an RSA private key in PEM in "${file}"`);
}

async function readText(file: string): Promise<string> {
  return Buffer.from(await readInput({}, file)).toString();
}

function asPublic(pem: string, file: string): string {
  let isRsa = false;
  try {
    const key = createPublicKey(pem);
    isRsa = key.asymmetricKeyType === 'rsa';
    if (isRsa) return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch (cause) {
    throw new UsageError(`expected RSA keys in PEM in "${file}"`, { cause });
  }
  throw new UsageError(`expected RSA keys in PEM in "${file}"`);
}
