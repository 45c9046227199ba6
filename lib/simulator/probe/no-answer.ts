import type { CallbackAnswer } from '../callback/callback-answer.ts';
import type { CallbackExchange } from '../callback/exchange-callback.ts';

/** Why nobody answers at an address, and what to do. */
export interface Absence {
  readonly detail: string;
  readonly fix: string;
}

const UNRESOLVED = {
  why: 'the name does not resolve',
  fix: 'Check the host of the URL and its DNS record: OSS asks for an IPv4 address.',
};
const SHUT_OFF = {
  why: 'no way leads there',
  fix: 'Let connections in from outside: look at the firewall, the address and the port of the URL.',
};
const REFUSED = { why: 'connection refused', fix: 'Start the server, or put its port and address into the URL.' };

const BY_CODE: Readonly<Record<string, typeof REFUSED>> = {
  ENOTFOUND: UNRESOLVED,
  EAI_AGAIN: UNRESOLVED,
  EHOSTUNREACH: SHUT_OFF,
  ENETUNREACH: SHUT_OFF,
};

/** Tells a server that is not there from one that is late, hangs up or fails in TLS, of which it says nothing. */
export function absenceOf(answer: CallbackAnswer): Absence | undefined {
  if (answer.kind === 'response') return undefined;
  if (answer.kind === 'timeout') {
    if (answer.phase !== 'connect') return undefined;
    return { detail: `nobody answers: no connection within ${answer.elapsedMs} ms`, fix: SHUT_OFF.fix };
  }
  const known = answer.kind === 'refused' ? REFUSED : BY_CODE[answer.reason];
  return known && { detail: `nobody answers: ${known.why} (${answer.reason})`, fix: known.fix };
}

/** Whether a request found nobody, or TLS took too long for it to leave: then it shows nothing of what the server does with it. */
export function isUnsent(answer: CallbackAnswer): boolean {
  return absenceOf(answer) !== undefined || isStuckInTls(answer);
}

/** Says why there is no answer to look at. */
export function unanswered({ answer }: CallbackExchange): string {
  if (answer.kind === 'response') return '';
  if (absenceOf(answer)) return 'nobody answers';
  if (isStuckInTls(answer)) return 'TLS was not agreed on in time';
  return answer.kind === 'timeout' ? 'it did not answer in time' : `no answer: ${answer.reason}`;
}

const isStuckInTls = (answer: CallbackAnswer): boolean => answer.kind === 'timeout' && answer.phase === 'tls';
