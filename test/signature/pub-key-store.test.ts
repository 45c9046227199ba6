import { PubKeyNotFoundError, PubKeyUnavailableError } from '../../lib/errors.ts';
import { createPubKeyStore, type PubKeyStore, type PubKeyStoreOptions } from '../../lib/signature/pub-key-store.ts';
import { verifySignature } from '../../lib/signature/verify-signature.ts';
import { hang, servePem, serveStatus, startKeyHost, type KeyHost } from '../helpers/key-host.ts';
import { generateKey, keyUrl, signedRequest, type TestKey } from '../helpers/signed-request.ts';
import { until } from '../helpers/until.ts';

const BUDGET_MS = 3_500;
const key = generateKey();
const other = generateKey();
const forger = generateKey();
let host: KeyHost;

beforeEach(async () => {
  host = await startKeyHost();
  host.answer(servePem(key.publicKey));
});
afterEach(() => host.stop());

const open = (options: Partial<PubKeyStoreOptions> = {}): PubKeyStore =>
  createPubKeyStore({ pinned: false, fetch: host.fetch, clock: Date.now, ...options });

interface Callback {
  readonly signer?: TestKey;
  readonly version?: number;
  readonly protocol?: string;
  readonly budgetMs?: number;
}
/** Verifies one callback as a receiver does; resolves with `genuine` or the code of the refusal. */
function verdict(
  pubKeys: PubKeyStore,
  { signer = key, version = 1, protocol = 'https', budgetMs = BUDGET_MS }: Callback = {},
): Promise<string> {
  const request = signedRequest({ key: signer, pubKeyUrl: keyUrl(version, protocol) });
  return verifySignature(request, { pubKeys, signal: AbortSignal.timeout(budgetMs) }).then(
    () => 'genuine',
    (error: unknown) => (error as { code: string }).code,
  );
}
const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('createPubKeyStore, pinned', () => {
  it.each(['http', 'https'])('fetches nothing for version 1 over %s, however wrong the signature', async (protocol) => {
    const pubKeys = open({ pinned: true });
    await expect(verdict(pubKeys, { protocol })).resolves.toBe('ERR_SIGNATURE_MISMATCH');
    expect(host.urls).toEqual([]);
  });

  it('tries trusted keys beside the pinned one, for every address', async () => {
    const pubKeys = open({ pinned: true, trusted: [other.publicKey, key.publicKey] });
    await expect(verdict(pubKeys)).resolves.toBe('genuine');
    await expect(verdict(pubKeys, { version: 7 })).resolves.toBe('genuine');
    expect(host.urls).toEqual([]);
  });

  it('fetches another version', async () => {
    await expect(verdict(open({ pinned: true }), { version: 2 })).resolves.toBe('genuine');
    expect(host.asked).toEqual(['/callback_pub_key_v2.pem']);
  });
});

describe('createPubKeyStore, fetching', () => {
  it('fetches over https whatever the spelling, and once', async () => {
    const pubKeys = open();
    for (const protocol of ['http', 'https']) await expect(verdict(pubKeys, { protocol })).resolves.toBe('genuine');
    expect(host.urls).toEqual([keyUrl(1)]);
  });

  it('fetches as spelt where http is allowed', async () => {
    await expect(verdict(open({ allowHttp: true }), { protocol: 'http' })).resolves.toBe('genuine');
    expect(host.urls).toEqual([keyUrl(1, 'http')]);
  });

  it('makes one fetch for 50 cold requests, also where the host is slow', async () => {
    const pubKeys = open();
    host.answer((response) => setTimeout(() => response.end(key.publicKey), 1_000));
    const verdicts = await many(50, () => verdict(pubKeys));
    expect(new Set(verdicts)).toEqual(new Set(['genuine']));
    expect(host.asked).toHaveLength(1);
  });

  it('picks up a key that was changed, and forgets the old one', async () => {
    const pubKeys = open();
    await verdict(pubKeys);
    host.answer(servePem(other.publicKey));
    const verdicts = await many(20, () => verdict(pubKeys, { signer: other }));
    expect(new Set(verdicts)).toEqual(new Set(['genuine']));
    expect(host.asked).toHaveLength(2);
    await expect(verdict(pubKeys)).resolves.toBe('ERR_SIGNATURE_MISMATCH');
  });

  it('asks anew after a mismatch at most once in 30 s', async () => {
    let now = Date.now();
    const pubKeys = open({ clock: () => now });
    await verdict(pubKeys);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      now += 1_400;
      await expect(verdict(pubKeys, { signer: forger })).resolves.toBe('ERR_SIGNATURE_MISMATCH');
    }
    expect(host.asked).toHaveLength(2);
    now += 30_000;
    await verdict(pubKeys, { signer: forger });
    expect(host.asked).toHaveLength(3);
  });

  it('is not kept from asking anew by a clock that is set back', async () => {
    let now = Date.now();
    const pubKeys = open({ clock: () => now });
    await verdict(pubKeys, { signer: forger });
    now -= 3_600_000;
    await verdict(pubKeys, { signer: forger });
    expect(host.asked).toHaveLength(3);
  });

  it('keeps the key it has while the host is in trouble', async () => {
    const pubKeys = open();
    await verdict(pubKeys);
    host.answer(hang);
    const forged = verdict(pubKeys, { signer: forger, budgetMs: 1_200 });
    await until('the key host to be asked', () => host.asked.length === 2);
    await expect(verdict(pubKeys)).resolves.toBe('genuine');
    await expect(forged).resolves.toBe('ERR_SIGNATURE_MISMATCH');
    await expect(verdict(pubKeys)).resolves.toBe('genuine');
  });

  it('gives up on a request that has no time left', async () => {
    const error = await open()
      .fetched({ url: keyUrl(2), version: 2 }, AbortSignal.abort())
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PubKeyUnavailableError);
    expect(error).toHaveProperty('message', `could not fetch ${keyUrl(2)}: no key in time`);
  });

  it('does not read a file of 10 MiB to its end', async () => {
    let written = 0;
    host.answer((response) => {
      const more = (): void => {
        while (written < 10 * 1024 * 1024 && !response.destroyed) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536, 0x41))) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    await verdict(open(), { budgetMs: 400 });
    // What lies in the buffers of both sockets is written, but read by nobody.
    expect(written / host.asked.length).toBeLessThan(4 * 1024 * 1024);
  });

  it('reads no more than 16 KiB and the chunk that goes beyond', async () => {
    let read = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read += 4_096;
          controller.enqueue(new Uint8Array(4_096).fill(0x41));
        },
      },
      { highWaterMark: 0 },
    );
    const pubKeys = open({ fetch: () => Promise.resolve({ status: 200, body }) });
    await verdict(pubKeys, { budgetMs: 100 });
    expect(read).toBe(16_384 + 4_096);
  });

  it('takes a body that is not there for no key', async () => {
    const pubKeys = open({ fetch: () => Promise.resolve({ status: 200, body: null }) });
    await expect(verdict(pubKeys, { budgetMs: 100 })).resolves.toBe('ERR_PUB_KEY_UNAVAILABLE');
  });
});

describe('createPubKeyStore, memory', () => {
  it('holds eight keys, and drops the highest version for a ninth', async () => {
    // Each fetch is due at once: the clock leaps.
    let now = 0;
    const fetched: string[] = [];
    const pubKeys = open({
      clock: () => (now += 1_000),
      fetch: (url) => {
        fetched.push(url);
        return Promise.resolve(new Response(key.publicKey));
      },
    });
    for (let version = 2; version <= 12; version += 1) await verdict(pubKeys, { version });
    expect(fetched).toHaveLength(11);
    for (let version = 2; version <= 8; version += 1) await verdict(pubKeys, { version });
    expect(fetched).toHaveLength(11);
    for (let version = 9; version <= 11; version += 1) await verdict(pubKeys, { version });
    expect(fetched).toHaveLength(14);
  });

  it('drops the highest version whatever the order in which they came', async () => {
    let now = 0;
    const fetched: string[] = [];
    const pubKeys = open({
      clock: () => (now += 1_000),
      fetch: (url) => {
        fetched.push(url);
        return Promise.resolve(new Response(key.publicKey));
      },
    });
    for (let version = 12; version >= 2; version -= 1) await verdict(pubKeys, { version });
    for (let version = 2; version <= 9; version += 1) await verdict(pubKeys, { version });
    expect(fetched).toHaveLength(11);
  });

  it('names the error of the host', async () => {
    host.answer(serveStatus(404));
    const { signal } = new AbortController();
    await expect(open().fetched({ url: keyUrl(2), version: 2 }, signal)).rejects.toThrow(PubKeyNotFoundError);
  });
});
