import type { Clock } from '../clock.ts';
import { TicketInvalidError } from '../errors.ts';
import type { ParsedBody } from '../params/parse-body.ts';
import type { SecretCache } from '../secrets/secret-cache.ts';
import { TICKET_FIELD } from '../upload-policy/ticket.ts';
import { toTicketKeys } from '../upload-policy/ticket-key.ts';
import { verifyTicket, type TicketClaims } from '../upload-policy/verify-ticket.ts';

/**
 * Checks that a verified callback carries a ticket for the very object it tells of.
 * @throws {TicketInvalidError} where it does not.
 * @throws {SecretUnavailableError} where the secret could not be read before `signal` aborted.
 */
export type CheckTicket = (body: ParsedBody, signal: AbortSignal) => Promise<TicketClaims>;

/** Options of {@link createTicketCheck}. */
export interface TicketCheckOptions {
  /** What tickets are made with. */
  readonly secret: SecretCache;
  readonly clock: Clock;
}

/** Creates the check. A secret that was changed a moment ago is read anew when the first ticket made with it comes. */
export function createTicketCheck({ secret, clock }: TicketCheckOptions): CheckTicket {
  return async function checkTicket({ upload: { bucket, object }, fields, problem }, signal) {
    if (problem !== undefined) throw new TicketInvalidError('unparsed');
    const verify = (versions: readonly string[]): TicketClaims =>
      verifyTicket(fields[TICKET_FIELD], { bucket, object, keys: toTicketKeys(versions), now: clock() });
    try {
      return verify(await secret.get(signal));
    } catch (error) {
      if (!(error instanceof TicketInvalidError) || error.reason !== 'unknown-key') throw error;
      const versions = await secret.reload(signal);
      if (versions === undefined) throw error;
      return verify(versions);
    }
  };
}
