import { ConfigInvalidError } from './errors.ts';

/**
 * What must hold, beside OSS's signature, before an upload counts as one that was allowed. `ticket`: the callback carries
 * a ticket of ours; `confirm`: OSS itself, asked by the worker, says that the object is there; `signature`: nothing more.
 */
export type TrustRule = 'ticket' | 'confirm' | 'signature';

/** The rules in force; `signature` stands alone. */
export type Trust = readonly TrustRule[];

/** Characters of the ticket secret at least: a shorter one could be guessed from one ticket. */
export const MIN_TICKET_SECRET_LENGTH = 32;

/** Characters at least of the token that `/upload-policy` asks for: one that could be guessed opens nothing. */
export const MIN_POLICY_TOKEN_LENGTH = 16;

const RULES: readonly TrustRule[] = ['ticket', 'confirm', 'signature'];

/**
 * Reads `TRUST`: rules joined with `+`, in any order. OSS's signature is always verified, so naming `signature` beside
 * another rule adds nothing.
 * @throws {ConfigInvalidError} where a rule is unknown, or none is given.
 */
export function parseTrust(text: string): Trust {
  const named = text.split('+').map((rule) => rule.trim());
  if (!named.every((rule) => (RULES as readonly string[]).includes(rule))) {
    throw new ConfigInvalidError(
      `TRUST must be one of ${RULES.join(', ')}, or several joined with +, got ${JSON.stringify(text)}`,
    );
  }
  const stronger = RULES.filter((rule) => rule !== 'signature' && named.includes(rule));
  return stronger.length === 0 ? ['signature'] : stronger;
}

/** Writes the rules as messages and records carry them: `ticket+confirm`. */
export function formatTrust(trust: Trust): string {
  return trust.join('+');
}
