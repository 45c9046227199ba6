import type { CallbackAnswer } from '../../../lib/simulator/callback/callback-answer.ts';
import { judgeAnswer } from '../../../lib/simulator/callback/judge-answer.ts';
import { goodAnswer, HANG_UP, startCallbackServer, type CallbackServer } from '../../helpers/callback-server.ts';
import { sendTestCallback } from '../../helpers/send-test-callback.ts';

describe(judgeAnswer, () => {
  let server: CallbackServer;
  beforeEach(async () => {
    server = await startCallbackServer();
  });
  afterEach(() => server.stop());

  it.each<{
    name: string;
    answer: Parameters<CallbackServer['answerWith']>[0];
    is: Partial<CallbackAnswer>;
    message?: string;
  }>([
    { name: 'good JSON', answer: goodAnswer(), is: { kind: 'response', status: 200, contentLength: 'good' } },
    { name: 'HTTP/1.0', answer: goodAnswer().replace('1.1', '1.0'), is: { kind: 'response', contentLength: 'good' } },
    {
      name: 'a redirect, which is not followed',
      answer: 'HTTP/1.1 301 Moved\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n',
      is: { kind: 'response', status: 301 },
      message: 'Error status : 301.',
    },
    {
      name: 'another 2xx',
      answer: goodAnswer('{}', '201 Created'),
      is: { kind: 'response', status: 201 },
      message: 'Error status : 201.',
    },
    {
      name: 'a body where there must be none',
      answer: goodAnswer('{"Status":"OK"}', '204 No Content'),
      is: { kind: 'response', status: 204 },
      message: 'Error status : 204.',
    },
    {
      name: 'no length',
      answer: 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}',
      is: { kind: 'response', contentLength: 'missing' },
      message: 'Error Status : 400.User server missing content-length.',
    },
    {
      name: 'chunks',
      answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
      is: { kind: 'response', contentLength: 'missing' },
      message: 'Error Status : 400.User server missing content-length.',
    },
    {
      name: 'an impossible length',
      answer: 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}',
      is: { kind: 'response', contentLength: 'invalid' },
      message: 'Error Status : 400.User server return invalid content-length value.',
    },
    {
      name: 'more than 1 MB',
      answer: `HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"${'x'.repeat(1_048_575)}"`,
      is: { kind: 'response', contentLength: 'too-long' },
      message: 'Error Status : 400.User server return too long content-length value.',
    },
    {
      name: 'exactly 1 MB',
      answer: goodAnswer(`"${'x'.repeat(1_048_574)}"`),
      is: { kind: 'response', contentLength: 'good' },
    },
    {
      name: 'less than the length',
      answer: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}',
      is: { kind: 'unreachable' },
      message: 'Error status : 502.',
    },
    { name: 'no HTTP', answer: 'hello', is: { kind: 'unreachable' }, message: 'Error status : 502.' },
    { name: 'a cut connection', answer: HANG_UP, is: { kind: 'unreachable' }, message: 'Error status : 502.' },
    {
      name: 'switching protocols',
      answer: 'HTTP/1.1 101 Switching\r\n\r\n',
      is: { kind: 'response', status: 101 },
      message: 'Error status : 101.',
    },
    {
      name: 'no JSON',
      answer: goodAnswer('OK'),
      is: { kind: 'response' },
      message: 'Response body is not valid json format.',
    },
    {
      name: 'a byte order mark',
      answer: goodAnswer('\ufeff{"Status":"OK"}'),
      is: { kind: 'response' },
      message: 'Response body is not valid json format.',
    },
    {
      name: 'an empty body',
      answer: goodAnswer(''),
      is: { kind: 'response' },
      message: 'Response body is not valid json format.',
    },
    {
      name: 'bad UTF-8',
      answer: Buffer.from(goodAnswer('"??"').replaceAll('?', '\u00ff'), 'latin1'),
      is: { kind: 'response' },
      message: 'Response body is not valid json format.',
    },
  ])('judges $name', async ({ answer, is, message }) => {
    server.answerWith(answer);
    const sent = await sendTestCallback(server.url);
    expect(sent.answer).toMatchObject(is);
    expect(sent.verdict).toMatchObject(message === undefined ? { ok: true } : { ok: false, message });
    expect(server.requests).toHaveLength(1);
  });

  it('takes XML that says so, and none that does not', async () => {
    const xml = '<?xml version="1.0"?><Ok/>';
    server.answerWith(goodAnswer(xml).replace('/json', '/xml'));
    expect((await sendTestCallback(server.url)).verdict).toMatchObject({ ok: true, contentType: 'application/xml' });
    server.answerWith(goodAnswer(xml));
    expect((await sendTestCallback(server.url)).verdict).toMatchObject({ ok: false });
  });

  it.each([
    {
      phase: 'connect' as const,
      message: 'Error status : -1. OSS can not connect to your callbackUrl, please check it.',
    },
    {
      phase: 'tls' as const,
      message: 'Error status : -1. OSS can not connect to your callbackUrl, please check it.',
    },
    {
      phase: 'reply' as const,
      message: 'Error status : -1 8.8.8.8:9090 reply timeout, cost:5000ms, timeout:5000ms (err -4, errno115)',
    },
  ])('says of a time-out in the old words: $phase', ({ phase, message }) => {
    const answer = { kind: 'timeout', phase, elapsedMs: 5_000 } as const;
    const judge = (messages: 'classic' | 'current') =>
      judgeAnswer(answer, { messages, address: '8.8.8.8:9090', timeoutMs: 5_000 });
    expect(judge('classic')).toMatchObject({ ok: false, message });
    expect(judge('current')).toStrictEqual({ ok: false, ec: '0007-00000202', message: 'Cost too long time.' });
  });
});
