import { splitShellWords } from '../../params/input/split-shell-words.ts';
import { capturedRequest, type CaptureReader } from './capture.ts';

/** What a curl command says, as far as it shapes the request. */
interface CurlCommand {
  method?: string;
  url?: string;
  readonly headers: [string, string][];
  readonly data: string[];
}

type Apply = (command: CurlCommand, value: string) => void;

const data: Apply = (command, value) => command.data.push(value);
const OPTIONS: Readonly<Record<string, Apply>> = {
  '-X': (command, value) => (command.method = value),
  '--request': (command, value) => (command.method = value),
  '-H': (command, value) => {
    addHeader(command, value);
  },
  '--header': (command, value) => {
    addHeader(command, value);
  },
  '--url': (command, value) => (command.url = value),
  '-A': (command, value) => {
    addHeader(command, `user-agent: ${value}`);
  },
  '--user-agent': (command, value) => {
    addHeader(command, `user-agent: ${value}`);
  },
  '-d': data,
  '--data': data,
  '--data-raw': data,
  '--data-ascii': data,
  '--data-binary': data,
  '--data-urlencode': (command, value) => command.data.push(urlEncoded(value)),
  '--json': (command, value) => {
    command.data.push(value);
    addHeader(command, 'content-type: application/json');
  },
};
/** Options that take a value which says nothing of the request. */
const OTHERS_WITH_VALUE = new Set(
  '-o --output -w --write-out -m --max-time --connect-timeout -x --proxy --resolve --connect-to --cacert -E --cert --key --retry -u --user -b --cookie -e --referer'.split(
    ' ',
  ),
);

/** Reads a curl command. Bodies in files (`@name`) are read as the name: what stands in the file is not known here. */
export const readCurl: CaptureReader = (octets) => {
  const text = Buffer.from(octets)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (!/^\s*(?:\$\s+)?curl(?:\.exe)?\s/.test(text)) return undefined;
  const words = splitShellWords(text.trim().replace(/^\$\s+/, '')).slice(1);
  const command: CurlCommand = { headers: [], data: [] };
  while (words.length > 0) applyWord(command, words);
  if (command.url === undefined) return [];
  const body = Buffer.from(command.data.join('&'));
  if (command.data.length > 0 && !command.headers.some(([name]) => /^content-type$/i.test(name))) {
    command.headers.push(['content-type', 'application/x-www-form-urlencoded']);
  }
  const method = command.method ?? (command.data.length > 0 ? 'POST' : 'GET');
  const target = /^[a-z][a-z0-9+.-]*:\/\//i.test(command.url) ? command.url : `http://${command.url}`;
  const request = capturedRequest({ method, target, headers: command.headers, body });
  return [{ format: 'curl command', request }];
};

function applyWord(command: CurlCommand, words: string[]): void {
  const word = words.shift() ?? '';
  const joined = splitJoined(word);
  const option = joined?.option ?? word;
  const apply = Object.hasOwn(OPTIONS, option) ? OPTIONS[option] : undefined;
  if (apply) apply(command, joined ? joined.value : (words.shift() ?? ''));
  else if (OTHERS_WITH_VALUE.has(word)) words.shift();
  else if (!word.startsWith('-')) command.url ??= word;
}

/** `-XPOST` and `-H'name: value'`: a short option with its value in one word. */
function splitJoined(word: string): { option: string; value: string } | undefined {
  const option = word.slice(0, 2);
  return /^-[A-Za-z]./.test(word) && option in OPTIONS ? { option, value: word.slice(2) } : undefined;
}

function addHeader({ headers }: CurlCommand, line: string): void {
  const at = line.indexOf(':');
  if (at > 0) headers.push([line.slice(0, at), line.slice(at + 1)]);
}

function urlEncoded(value: string): string {
  const at = value.indexOf('=');
  if (at === -1) return encodeURIComponent(value);
  return `${at === 0 ? '' : `${value.slice(0, at)}=`}${encodeURIComponent(value.slice(at + 1))}`;
}
