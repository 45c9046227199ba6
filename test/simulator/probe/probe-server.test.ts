import type { RequestListener, ServerResponse } from 'node:http';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import { parseCallbackUrls } from '../../../lib/params/callback-url.ts';
import { PROBE_RULES, probeServer, type ProbeServerOptions } from '../../../lib/simulator/probe/probe-server.ts';
import type { ProbeResult, ProbeStatus } from '../../../lib/simulator/probe/probe-result.ts';
import {
  answering,
  bodyOf,
  createTrustingReceiver,
  serve,
  serveSilence,
  serveTls,
  TRUSTED_KEY,
  useServers,
} from '../../helpers/probed-server.ts';

const LIMIT = { maxBodyBytes: 262_144 };
const OK = '{"Status":"OK"}';
const reply =
  (status: number, headers: Record<string, string | number>, body: string | Uint8Array = OK) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
  };

const started = useServers();

async function probe(url: string, options: Partial<ProbeServerOptions> = {}): Promise<ProbeResult[]> {
  const [parsed] = parseCallbackUrls(url);
  return probeServer({ url: parsed!, privateKey: TRUSTED_KEY.privateKey, timeoutMs: 1_000, ...options });
}

const withStatus = (results: readonly ProbeResult[], status: ProbeStatus): string[] =>
  results.filter((result) => result.status === status).map(({ rule }) => rule);
const TLS = ['tls-with-sni-works', 'tls-without-sni-works'];
const REFUSALS = [
  'other-methods-are-refused',
  'missing-signatures-are-refused',
  'forged-signatures-are-refused',
  'tampered-callbacks-are-refused',
  'look-alike-key-urls-are-refused',
];

describe('probeServer', () => {
  it('is all green for this receiver, with a key at any path and with published callbacks', async () => {
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver(), LIMIT)));
    for (const results of [await probe(`${url}/any/path?a=b`), await probe(url, { privateKey: undefined })]) {
      expect(results.map(({ rule }) => rule)).toEqual(PROBE_RULES.map(({ rule }) => rule));
      expect(results.filter(({ status }) => status !== 'passed').map(({ rule }) => rule)).toEqual(TLS);
      expect(withStatus(results, 'not-applicable')).toEqual(TLS);
    }
  });

  it.each<{ rule: string; name: string; listener: () => RequestListener; also?: string[] }>([
    {
      rule: 'server-answers-in-time',
      name: 'never answers what is genuine',
      listener: () => answering(() => undefined),
      also: ['callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'answer-is-no-redirect',
      name: 'redirects',
      listener: () => answering(reply(301, { location: '/elsewhere' })),
      also: ['answer-has-status-200', 'callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'answer-has-status-200',
      name: 'answers 201',
      listener: () => answering(reply(201, {})),
      also: ['callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'answer-states-content-length',
      name: 'ends the answer by hanging up',
      listener: () =>
        answering((response) => {
          response.socket?.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}');
        }),
      also: ['callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'answer-is-not-chunked',
      name: 'streams its answer',
      listener: () =>
        answering((response) => {
          response.writeHead(200);
          response.write(OK);
          response.end();
        }),
      also: ['answer-states-content-length', 'callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'answer-is-at-most-1-mb',
      name: 'answers more than 1 MB',
      listener: () => answering(reply(200, {}, JSON.stringify('x'.repeat(1_100_000)))),
      also: ['callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'answer-has-no-bom',
      name: 'answers with a BOM',
      listener: () => answering(reply(200, {}, `\uFEFF${OK}`)),
      also: ['callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'answer-is-json',
      name: 'answers OK',
      listener: () => answering(reply(200, {}, 'OK')),
      also: ['callbacks-with-a-form-are-taken', 'callbacks-with-json-are-taken'],
    },
    {
      rule: 'callbacks-with-json-are-taken',
      name: 'knows only forms',
      listener: () => {
        const good = answering(reply(200, {}));
        return (incoming, response) => {
          if (incoming.headers['content-type'] === 'application/json') reply(400, {})(response);
          else good(incoming, response);
        };
      },
    },
    {
      rule: 'callbacks-with-a-form-are-taken',
      name: 'knows only JSON',
      listener: () => {
        const good = answering(reply(200, {}));
        return (incoming, response) => {
          if (incoming.headers['content-type'] === 'application/json') good(incoming, response);
          else reply(415, {})(response);
        };
      },
      also: ['answer-has-status-200'],
    },
    {
      rule: 'other-methods-are-refused',
      name: 'answers GET as a health check',
      listener: () => {
        const good = answering(reply(200, {}));
        return (incoming, response) => {
          if (incoming.method === 'GET') reply(200, {})(response);
          else good(incoming, response);
        };
      },
    },
    {
      rule: 'missing-signatures-are-refused',
      name: 'takes what carries no signature',
      listener: () => {
        const good = answering(reply(200, {}));
        return (incoming, response) => {
          if (incoming.method === 'POST' && !incoming.headers.authorization) reply(200, {})(response);
          else good(incoming, response);
        };
      },
    },
    {
      rule: 'forged-signatures-are-refused',
      name: 'looks only whether there is a signature',
      listener: () => {
        const good = answering(reply(200, {}));
        const seen = new Set(['aHR0cDovL2dvc3NwdWJsaWMuYWxpY2RuLmNvbS9jYWxsYmFja19wdWJfa2V5X3YxLnBlbQ==']);
        return (incoming, response) => {
          const { authorization = '' } = incoming.headers;
          seen.add(String(incoming.headers['x-oss-pub-key-url']));
          if (authorization.startsWith('!')) reply(200, {})(response);
          else good(incoming, response);
        };
      },
    },
    {
      rule: 'tampered-callbacks-are-refused',
      name: 'does not verify the query',
      listener: () => {
        const good = answering(reply(200, {}));
        return (incoming, response) => {
          incoming.url = (incoming.url ?? '').replace(/\?.*/, '');
          good(incoming, response);
        };
      },
    },
  ])('is red in $rule for a server that $name', async ({ rule, listener, also = [] }) => {
    const results = await probe(`${await started(serve(listener()))}/cb`);
    expect(new Set(withStatus(results, 'failed'))).toEqual(new Set([rule, ...also]));
  });

  it('is red in look-alike-key-urls for a server that fetches whatever has the name of the host in it', async () => {
    const good = answering(reply(200, {}));
    const listener: RequestListener = (incoming, response) => {
      const url = Buffer.from(String(incoming.headers['x-oss-pub-key-url']), 'base64').toString();
      const fetching = url.includes('127.0.0.1') && url.includes('gosspublic') ? fetch(url) : Promise.resolve();
      void fetching
        .catch(() => undefined)
        .then(() => {
          good(incoming, response);
        });
    };
    const results = await probe(`${await started(serve(listener))}/cb`);
    expect(withStatus(results, 'failed')).toEqual(['look-alike-key-urls-are-refused']);
    expect(results.at(-1)?.detail).toMatch(/^it fetched a key from a forger: \/gosspublic/);
  });

  it('is red in every refusal for a server that takes everything', async () => {
    const yes: RequestListener = (incoming, response) => {
      void bodyOf(incoming).then(() => {
        reply(200, {})(response);
      });
    };
    expect(withStatus(await probe(await started(serve(yes))), 'failed')).toEqual(REFUSALS);
  });

  it('leaves unchecked what it cannot see of a server that has its own path and key', async () => {
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver('/callback'), LIMIT)));
    const results = await probe(`${url}/callback`, { privateKey: undefined });
    expect(withStatus(results, 'failed')).toEqual([]);
    expect(withStatus(results, 'passed')).toEqual([
      'server-answers-in-time',
      ...REFUSALS.filter((rule) => !rule.startsWith('tampered')),
    ]);
    expect(results.find(({ rule }) => rule === 'answer-has-status-200')).toMatchObject({
      status: 'unchecked',
      detail: expect.stringContaining('give --key') as string,
    });
  });

  it('does not call a path safe at which nothing is served', async () => {
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver('/callback'), LIMIT)));
    const results = await probe(`${url}/elsewhere`, { privateKey: undefined });
    expect(withStatus(results, 'passed')).toEqual(['server-answers-in-time', 'other-methods-are-refused']);
  });

  describe('over TLS', () => {
    const receiver = (): RequestListener => createNodeHttpListener(createTrustingReceiver(), LIMIT);

    const SLOW_TLS = expect.objectContaining({
      rule: 'server-answers-in-time',
      status: 'failed',
      fix: expect.stringContaining('TLS') as string,
    }) as ProbeResult;

    it('is green for a server with one certificate', async () => {
      const url = await started(serveTls(receiver(), 'any'));
      expect(withStatus(await probe(url, { verifyCertificates: false }), 'passed')).toHaveLength(PROBE_RULES.length);
    });

    it('warns of a server that must be named, and is red where callbacks do not name it', async () => {
      const url = await started(serveTls(receiver(), 'sni-only'));
      const named = await probe(url, { verifyCertificates: false });
      expect(withStatus(named, 'warned')).toEqual(['tls-without-sni-works']);
      expect(withStatus(named, 'failed')).toEqual([]);
      const unnamed = await probe(url, { verifyCertificates: false, sni: false });
      expect(withStatus(unnamed, 'failed')).toContain('tls-without-sni-works');
    });

    it('is red in TLS, and nothing else but time, where it stalls for who does not name the host', async () => {
      const url = await started(serveSilence(receiver()));
      const results = await probe(url, { verifyCertificates: false, sni: false, timeoutMs: 300 });
      expect(results.filter(({ status }) => status !== 'unchecked')).toEqual([
        SLOW_TLS,
        expect.objectContaining({ rule: 'tls-with-sni-works', status: 'passed' }),
        expect.objectContaining({
          rule: 'tls-without-sni-works',
          status: 'failed',
          detail: 'TLS was not agreed on in time',
          fix: expect.stringMatching(/^Set callbackSNI to true/) as string,
        }),
      ]);
    });

    it('calls a server that stalls in TLS neither absent nor safe', async () => {
      const results = await probe(await started(serveSilence()), { timeoutMs: 300 });
      expect(results.filter(({ status }) => status !== 'unchecked')).toMatchObject([
        SLOW_TLS,
        { rule: 'tls-with-sni-works', status: 'failed', fix: expect.stringContaining('speaks TLS') as string },
        { rule: 'tls-without-sni-works', status: 'warned' },
      ]);
      expect(new Set(results.map(({ detail }) => detail))).toEqual(new Set(['TLS was not agreed on in time']));
    });

    it('is red for a certificate that nobody vouches for', async () => {
      const url = await started(serveTls(receiver(), 'any'));
      const results = await probe(url);
      expect(results.filter(({ status }) => status === 'failed')).toMatchObject([
        { rule: 'tls-with-sni-works', detail: 'no answer: DEPTH_ZERO_SELF_SIGNED_CERT' },
      ]);
    });
  });
});
