import type { KnownExplanation } from './explanation.ts';
import { FAILURE_WORDS } from './failure-words.ts';
import { statusWords } from './status-words.ts';
import { DOCS, STORED_ALL_THE_SAME, type Words } from './words.ts';

const STATUS =
  /^\s*(?:HTTP\/\d(?:\.\d)?\s+|status(?:\s*code)?\s*[:=]?\s*)?(?<status>[1-5]\d\d)(?:\s+[A-Za-z -]*)?\.?\s*$/i;

const OK: Words = {
  title: 'Status 200: the upload and its callback went well',
  cause: 'The object is stored and your server answered as OSS wants it; the body is what your server answered.',
  consequence: 'Nothing is left to do. If you meant to have a callback and none came, the upload carried no callback.',
  fix: ['Where no callback came: look whether x-oss-callback was sent, with oss-callback lint on the request.'],
  docs: DOCS.callback,
};
const FAILED: Words = {
  ...FAILURE_WORDS['callback-failed'],
  title: 'Status 203: the object is stored, but the callback failed',
  fix: [
    'Explain the body of this answer: its Message says what went wrong.',
    'Treat 203 as a failure in the client: it is a 2xx, so fetch, axios and the Python SDK take it for a success.',
    ...FAILURE_WORDS['callback-failed'].fix,
  ],
};
const REFUSED: Words = {
  title: 'Status 400: refused',
  cause:
    'As the answer of OSS to an upload: the callback parameters are wrong, and the Message of its XML says how. As the answer of your server to OSS: it refused the callback, mostly for a signature that does not match or, this receiver, for no valid ticket (TRUST=ticket).',
  consequence: `From OSS: nothing was stored. From your server: ${STORED_ALL_THE_SAME}`,
  fix: [
    "Explain OSS's whole XML, or its Message.",
    'Run oss-callback lint on the parameters.',
    ...(statusWords(400)?.fix ?? []),
  ],
  docs: DOCS.callback,
};
const BY_STATUS: ReadonlyMap<number, Words> = new Map([
  [200, OK],
  [203, FAILED],
  [400, REFUSED],
]);

/** Explains a lone HTTP status; `undefined` where the text is none, or where nothing can be said about it. */
export function explainStatus(text: string): KnownExplanation | undefined {
  const status = Number(STATUS.exec(text)?.groups?.['status'] ?? Number.NaN);
  const words = BY_STATUS.get(status) ?? serverStatus(status);
  return words && { known: true, code: `http-${status}`, ...words, values: { status: String(status) }, evidence: [] };
}

function serverStatus(status: number): Words | undefined {
  const found = statusWords(status);
  return (
    found && {
      ...FAILURE_WORDS['callback-status'],
      title: `Status ${status}: as the answer of your server, OSS takes it for a failed callback`,
      cause: found.cause,
      fix: [...found.fix, ...FAILURE_WORDS['callback-status'].fix],
    }
  );
}
