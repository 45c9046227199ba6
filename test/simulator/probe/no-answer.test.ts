import { parseCallbackUrls } from '../../../lib/params/callback-url.ts';
import { PROBE_RULES, probeServer } from '../../../lib/simulator/probe/probe-server.ts';
import type { ProbeResult } from '../../../lib/simulator/probe/probe-result.ts';
import { absenceOf } from '../../../lib/simulator/probe/no-answer.ts';
import { serve, TRUSTED_KEY, useServers } from '../../helpers/probed-server.ts';

const started = useServers();

async function probe(url: string): Promise<ProbeResult[]> {
  const [parsed] = parseCallbackUrls(url);
  return probeServer({ url: parsed!, privateKey: TRUSTED_KEY.privateKey, timeoutMs: 1_000 });
}

async function closedUrl(): Promise<string> {
  const server = await serve(() => undefined);
  await server.stop();
  return server.url;
}

describe('probeServer without an answer', () => {
  it.each<{ why: string; urlOf: () => Promise<string>; fix: RegExp }>([
    { why: 'connection refused (ECONNREFUSED)', urlOf: closedUrl, fix: /^Start the server/ },
    {
      why: 'connection refused (ECONNREFUSED)',
      urlOf: async () => (await closedUrl()).replace('http:', 'https:'),
      fix: /^Start the server/,
    },
    {
      why: 'the name does not resolve (ENOTFOUND)',
      urlOf: () => Promise.resolve('https://nobody.invalid/cb'),
      fix: /^Check the host/,
    },
  ])('says once that nobody answers where $why, and judges nothing else', async ({ why, urlOf, fix }) => {
    const results = await probe(await urlOf());
    expect(results).toHaveLength(PROBE_RULES.length);
    expect(results.filter(({ status }) => status !== 'unchecked' && status !== 'not-applicable')).toEqual([
      expect.objectContaining({
        rule: 'server-answers-in-time',
        status: 'failed',
        detail: `nobody answers: ${why}`,
        fix: expect.stringMatching(fix) as string,
      }),
    ]);
  });

  it('tells a server that hangs up from one that is not there or late', async () => {
    const results = await probe(
      await started(
        serve((incoming) => {
          incoming.socket.destroy();
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'failed')).toEqual([
      expect.objectContaining({
        rule: 'server-answers-in-time',
        detail: expect.stringMatching(/^no answer: /) as string,
        fix: expect.stringContaining('ends the connection') as string,
      }),
    ]);
  });
});

describe('absenceOf', () => {
  it('takes a connection that never comes about for an absence, and a late answer or a slow handshake for none', () => {
    expect(absenceOf({ kind: 'timeout', phase: 'connect', elapsedMs: 5_000 })).toEqual({
      detail: 'nobody answers: no connection within 5000 ms',
      fix: expect.stringContaining('firewall') as string,
    });
    expect(absenceOf({ kind: 'timeout', phase: 'tls', elapsedMs: 5_000 })).toBeUndefined();
    expect(absenceOf({ kind: 'timeout', phase: 'reply', elapsedMs: 5_000 })).toBeUndefined();
    expect(absenceOf({ kind: 'unreachable', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' })).toBeUndefined();
  });
});
