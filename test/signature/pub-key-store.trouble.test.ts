import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { createPubKeyStore, type PubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { verifySignature } from '../../lib/signature/verify-signature.ts';
import { hang, servePem, serveStatus, startKeyHost, type KeyHost, type KeyHostAnswer } from '../helpers/key-host.ts';
import { generateKey, keyUrl, signedRequest, type TestKey } from '../helpers/signed-request.ts';
import { until } from '../helpers/until.ts';

// Real sockets and real time: each test has a host of its own, so that they wait side by side.
const key = generateKey();
const forger = generateKey();

interface Case {
  readonly host: KeyHost;
  readonly pubKeys: PubKeyStore;
}
async function withHost(answer: KeyHostAnswer, test: (given: Case) => Promise<void>): Promise<void> {
  const host = await startKeyHost();
  host.answer(answer);
  try {
    await test({ host, pubKeys: createPubKeyStore({ pinned: false, fetch: host.fetch, clock: Date.now }) });
  } finally {
    await host.stop();
  }
}

interface Callback {
  readonly signer?: TestKey;
  readonly version?: number;
  readonly budgetMs?: number;
}
// Signed once: with thousands of requests at a time, the signing would be all that is measured.
const requests = new Map<string, CallbackRequest>();
function requestOf(signer: TestKey, version: number): CallbackRequest {
  const id = `${signer === key ? 'key' : 'forger'} ${version}`;
  const request = requests.get(id) ?? signedRequest({ key: signer, pubKeyUrl: keyUrl(version) });
  requests.set(id, request);
  return request;
}

/** Verifies one callback as a receiver does; resolves with `genuine` or the code of the refusal. */
function verdict(
  pubKeys: PubKeyStore,
  { signer = key, version = 1, budgetMs = 3_500 }: Callback = {},
): Promise<string> {
  return verifySignature(requestOf(signer, version), { pubKeys, signal: AbortSignal.timeout(budgetMs) }).then(
    () => 'genuine',
    (error: unknown) => (error as { code: string }).code,
  );
}
const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

const garbage: KeyHostAnswer = (response) => response.end('<html>not a key</html>');
const broken: KeyHostAnswer = (response) => response.destroy();
const redirect: KeyHostAnswer = (response, { url }) =>
  url === '/elsewhere.pem'
    ? response.end(key.publicKey)
    : response.writeHead(302, { location: '/elsewhere.pem' }).end();
const tenMegabytes: KeyHostAnswer = (response) => response.end(Buffer.alloc(10 * 1024 * 1024, 0x41));
interface Trouble {
  readonly name: string;
  readonly answer: KeyHostAnswer | 'down';
  readonly code: string;
}
const troubles: Trouble[] = [
  { name: 'is down', answer: 'down', code: 'ERR_PUB_KEY_UNAVAILABLE' },
  { name: 'hangs', answer: hang, code: 'ERR_PUB_KEY_UNAVAILABLE' },
  {
    name: 'hangs in the middle of a key',
    answer: (response) => response.write('-----BEGIN'),
    code: 'ERR_PUB_KEY_UNAVAILABLE',
  },
  { name: 'hangs up', answer: broken, code: 'ERR_PUB_KEY_UNAVAILABLE' },
  { name: 'answers 404', answer: serveStatus(404), code: 'ERR_PUB_KEY_NOT_FOUND' },
  { name: 'answers 500', answer: serveStatus(500), code: 'ERR_PUB_KEY_UNAVAILABLE' },
  { name: 'answers 204', answer: (response) => response.writeHead(204).end(), code: 'ERR_PUB_KEY_UNAVAILABLE' },
  { name: 'answers garbage', answer: garbage, code: 'ERR_PUB_KEY_UNAVAILABLE' },
  { name: 'redirects', answer: redirect, code: 'ERR_PUB_KEY_UNAVAILABLE' },
  { name: 'answers with 10 MiB', answer: tenMegabytes, code: 'ERR_PUB_KEY_UNAVAILABLE' },
];

const trouble = (host: KeyHost, answer: Trouble['answer']): void => {
  if (answer === 'down') host.down();
  else host.answer(answer);
};
const recover = (host: KeyHost, answer: Trouble['answer']): void => {
  host.answer(servePem(key.publicKey));
  if (answer === 'down') host.up();
};

describe('createPubKeyStore where the host', () => {
  it.concurrent.each(troubles)(
    '$name: refuses while it is cold, and is good again within a second, after many requests',
    ({ answer, code }) =>
      withHost(hang, async ({ host, pubKeys }) => {
        trouble(host, answer);
        const verdicts = await many(100, (index) =>
          verdict(pubKeys, { budgetMs: 400 + index * 8, version: 1 + (index % 5) }),
        );
        // A made-up key's turn may not have come before its time was up.
        const expected = new Set([code, 'ERR_PUB_KEY_UNAVAILABLE']);
        expect(verdicts).toContain(code);
        for (const found of new Set(verdicts)) expect(expected).toContain(found);
        expect(host.asked.length).toBeLessThan(9);
        recover(host, answer);
        // The longest gap is 0.8 s; the rest is for a machine that has other things to do.
        await expect(verdict(pubKeys, { budgetMs: 1_800 })).resolves.toBe('genuine');
        expect(host.asked).not.toContain('/elsewhere.pem');
      }),
  );

  it.concurrent.each(troubles)('$name: goes on with the key it has', ({ answer }) =>
    withHost(servePem(key.publicKey), async ({ host, pubKeys }) => {
      await expect(verdict(pubKeys)).resolves.toBe('genuine');
      trouble(host, answer);
      await expect(verdict(pubKeys)).resolves.toBe('genuine');
      await expect(verdict(pubKeys, { signer: forger, budgetMs: 1_200 })).resolves.toBe('ERR_SIGNATURE_MISMATCH');
      await expect(verdict(pubKeys)).resolves.toBe('genuine');
      recover(host, answer);
    }),
  );
});

describe('createPubKeyStore under many forged requests', () => {
  const forged = { signer: forger, budgetMs: 2_000 };
  const refusals = new Set(['ERR_SIGNATURE_MISMATCH', 'ERR_PUB_KEY_NOT_FOUND', 'ERR_PUB_KEY_UNAVAILABLE']);

  it.concurrent('makes two fetches for 1,000 that name one key', () =>
    withHost(servePem(key.publicKey), async ({ host, pubKeys }) => {
      expect(new Set(await many(1_000, () => verdict(pubKeys, { signer: forger })))).toEqual(
        new Set(['ERR_SIGNATURE_MISMATCH']),
      );
      expect(host.asked).toHaveLength(2);
    }),
  );

  it.concurrent.each([
    { name: 'the host knows every key', answer: servePem(key.publicKey) },
    { name: 'the host knows none', answer: serveStatus(404) },
    { name: 'the host hangs', answer: hang },
  ])('makes a handful for 1,000 that name 98 keys, where $name', ({ answer }) =>
    withHost(answer, async ({ host, pubKeys }) => {
      const verdicts = await many(1_000, (index) => verdict(pubKeys, { ...forged, version: 2 + (index % 98) }));
      for (const code of new Set(verdicts)) expect(refusals).toContain(code);
      expect(host.asked.length).toBeLessThanOrEqual(6);
    }),
  );

  it.concurrent('serves the next genuine key before all that were made up', () => {
    const onlyTwo: KeyHostAnswer = (response, { url }) =>
      url === '/callback_pub_key_v2.pem' ? response.end(key.publicKey) : response.writeHead(404).end();
    return withHost(onlyTwo, async ({ host, pubKeys }) => {
      const attack = many(500, (index) => verdict(pubKeys, { ...forged, version: 3 + (index % 97) }));
      await until('the key host to be asked', () => host.asked.length > 0);
      await expect(verdict(pubKeys, { version: 2, budgetMs: 1_500 })).resolves.toBe('genuine');
      await attack;
      // The forger's addresses pushed out his own, not the one in use.
      const before = host.asked.length;
      await expect(verdict(pubKeys, { version: 2, budgetMs: 200 })).resolves.toBe('genuine');
      expect(host.asked).toHaveLength(before);
    });
  });

  it.concurrent('stops fetching when nobody waits any more', () =>
    withHost(hang, async ({ host, pubKeys }) => {
      await many(200, (index) => verdict(pubKeys, { ...forged, budgetMs: 100, version: 2 + (index % 98) }));
      const before = await until('the key host to be asked', () => host.asked.length);
      host.answer(servePem(key.publicKey));
      await expect(verdict(pubKeys, { version: 99, signer: key, budgetMs: 1_900 })).resolves.toBe('genuine');
      // One may have been on its way while the last of them gave up.
      const unwanted = host.asked.slice(before).filter((path) => path !== '/callback_pub_key_v99.pem');
      expect(unwanted.length).toBeLessThanOrEqual(1);
    }),
  );
});
