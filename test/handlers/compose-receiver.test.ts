import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeReceiver } from '../../handlers/compose-receiver.ts';
import type { Env } from '../../lib/config.ts';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
import { generateKey, keyUrl, signedRequest } from '../helpers/signed-request.ts';
import { genuine, vectorToRequest } from '../helpers/vectors.ts';

const folder = mkdtempSync(join(tmpdir(), 'oss-callback-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const fileOf = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const compose = (env: Env) => {
  const queue = createFakeQueue();
  return { queue, receive: composeReceiver({ LOG_LEVEL: 'silent', ...env }, { queue }) };
};
const first = generateKey();
const second = generateKey();

describe('composeReceiver', () => {
  it('takes genuine callbacks with no settings at all', async () => {
    const { receive, queue } = compose({});
    for (const vector of genuine) expect(await receive(vectorToRequest(vector))).toHaveProperty('status', 200);
    expect(queue.messages).toHaveLength(genuine.length);
  });

  it.each([
    ['\n', ''],
    ['\r\n', 'subject=/CN=local\r\n'],
  ])('trusts every key of a file beside the pinned one', async (newline, before) => {
    const text = before + [first.publicKey, second.publicKey].join('some words between\n').replaceAll('\n', newline);
    const { receive } = compose({ OSS_PUB_KEY_FILE: fileOf('keys.pem', text) });
    for (const key of [first, second]) {
      for (const pubKeyUrl of [keyUrl(1), keyUrl(7)]) {
        expect(await receive(signedRequest({ key, pubKeyUrl }))).toHaveProperty('status', 200);
      }
    }
    expect(await receive(vectorToRequest(genuine[0]!))).toHaveProperty('status', 200);
    expect(await receive(signedRequest({ key: generateKey() }))).toHaveProperty('status', 400);
  });

  it('does not trust the published key where that is not pinned and another is given', async () => {
    const file = fileOf('own.pem', first.publicKey);
    // The key host is not to be reached from here: the request waits for it in vain.
    const { receive } = compose({ OSS_PUB_KEY_PINNED: 'false', OSS_PUB_KEY_FILE: file, ACK_BUDGET_MS: '100' });
    expect(await receive(signedRequest({ key: first }))).toHaveProperty('status', 200);
  });

  it('uses what it is told', async () => {
    const { receive, queue } = compose({
      OSS_PUB_KEY_FILE: fileOf('own.pem', first.publicKey),
      CALLBACK_PATH: '/cb',
      PUBLIC_PATH_PREFIX: '/public',
      CALLBACK_FIELDS: 'filename=object',
      MAX_BODY_BYTES: '20',
    });
    const signed = { ...signedRequest({ key: first, path: '/public/cb', body: 'filename=a' }), path: '/cb' };
    expect(await receive(signed)).toHaveProperty('status', 200);
    expect(queue.messages[0]?.upload).toEqual({ object: 'a' });
    expect(await receive({ ...signed, path: '/other' })).toHaveProperty('status', 404);
    expect(await receive({ ...signed, body: Buffer.alloc(21) })).toHaveProperty('status', 413);
  });

  const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }).toString();
  it.each([
    ['is not there', 'none.pem', undefined, 'must be a readable PEM file'],
    ['is empty', 'empty.pem', '', 'must hold keys in PEM, got none in'],
    ['is no PEM', 'text.pem', 'a key', 'must hold keys in PEM, got none in'],
    ['holds a private key', 'private.pem', first.privateKey, 'must hold RSA public keys, got others in'],
    ['holds a key of another kind', 'ed25519.pem', ed25519, 'must hold RSA public keys, got others in'],
  ])('names OSS_PUB_KEY_FILE where it %s', (_what, name, text, message) => {
    const file = text === undefined ? join(folder, name) : fileOf(name, text);
    expect(() => compose({ OSS_PUB_KEY_FILE: file })).toThrow(ConfigInvalidError);
    expect(() => compose({ OSS_PUB_KEY_FILE: file })).toThrow(`OSS_PUB_KEY_FILE ${message}`);
    expect(() => compose({ OSS_PUB_KEY_FILE: file })).toThrow(file);
  });
});
