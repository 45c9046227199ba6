import type { CallbackRequest } from '../../http/callback-request.ts';
import type { CallbackUrl } from '../../params/callback-url.ts';
import { queryCandidates } from '../../signature/query-candidates.ts';
import { callbackOctets, hostAndPort } from '../../simulator/callback/callback-headers.ts';
import { exchangeCallback } from '../../simulator/callback/exchange-callback.ts';
import { judgeAnswer } from '../../simulator/callback/judge-answer.ts';
import { addSendOptions, parseTarget, readSendSettings, type SendSettings } from '../callback-target.ts';
import { readCaptures } from '../capture/read-captures.ts';
import { UsageError, type CliCommand } from '../cli-command.ts';
import type { SentExchange } from '../format/format-exchange.ts';
import { textOf } from '../option-values.ts';
import { readInput } from '../read-input.ts';
import { reportExchanges } from '../report-exchanges.ts';

/** `replay`: sends a captured callback again, signature and all. */
export const replayCommand: CliCommand = {
  configure(command) {
    addSendOptions(command)
      .argument('<file>', 'a capture as `verify` reads it; - for what is piped in')
      .argument('[url]', 'the server; by default the one that the capture names as its host')
      .option('--use-url-path', 'ask for path and query of the URL, and not for those of the capture')
      .addHelpText('after', HELP);
  },
  async run({ args, options, io }) {
    const captures = readCaptures(await readInput(io, textOf(args[0])));
    if (captures.length === 0) throw new UsageError('expected a captured request');
    const exchanges: SentExchange[] = [];
    for (const { request } of captures) {
      const server = parseTarget(textOf(args[1]) ?? namedServer(request));
      const url = options['useUrlPath'] === true ? server : { ...server, ...capturedTarget(request) };
      exchanges.push(await resend(request, url, readSendSettings(options)));
    }
    return reportExchanges(exchanges, { io, isJson: options['json'] === true });
  },
};

const HELP = `
Examples:
  oss-callback replay capture.har http://127.0.0.1:3000
  oss-callback replay events/vectors/cloudreve-json-body.json http://127.0.0.1:3000

Exits with 0 if OSS would be content with the answer, and with 1 if it would not.`;

function namedServer({ headers }: CallbackRequest): string {
  const host = headers['host'];
  if (host === undefined) throw new UsageError('expected a URL: the capture names no host');
  return `${headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${host}`;
}

function capturedTarget(request: CallbackRequest): Pick<CallbackUrl, 'path' | 'query'> {
  const path = request.pathEncoding === 'encoded' ? request.path : encodePath(request.path);
  return { path, query: queryCandidates(request)[0] ?? '' };
}

const encodePath = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');

// What HTTP allows in a header; a capture may hold anything.
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const PRINTABLE = /^[\t\x20-\x7e]*$/;
// The connection's own affairs, which the capture cannot know.
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect']);

async function resend(request: CallbackRequest, url: CallbackUrl, settings: SendSettings): Promise<SentExchange> {
  const captured = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined || OWN_HEADERS.has(name) || !TOKEN.test(name) || !PRINTABLE.test(value)
      ? []
      : [[name, value] as const],
  );
  const own = [
    ['Host', hostAndPort(url)],
    ['Connection', 'close'],
    ['Content-Length', String(request.body.length)],
  ] as const;
  const sent = callbackOctets({ url, body: request.body }, [...own, ...captured]);
  const exchange = await exchangeCallback({ url, sni: settings.sni }, sent, settings);
  const verdict = judgeAnswer(exchange.answer, { address: hostAndPort(url), timeoutMs: settings.timeoutMs });
  return { ...exchange, verdict, sent, url: `${url.scheme}://${hostAndPort(url)}${url.path}${url.query}` };
}
