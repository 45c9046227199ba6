import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandOptions } from './serverless.ts';

/** Reads what a function is to be called with: `--path`, a file, or `--data`, a text; nothing where neither is given. */
export function readPayload({ path, data }: CommandOptions, serviceDir: string): Uint8Array {
  if (typeof path === 'string') return readFileSync(resolve(serviceDir, path));
  return Buffer.from(typeof data === 'string' ? data : '');
}
