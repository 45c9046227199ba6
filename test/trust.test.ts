import { ConfigInvalidError } from '../lib/errors.ts';
import { formatTrust, parseTrust } from '../lib/trust.ts';

describe('parseTrust', () => {
  it.each([
    ['ticket', 'ticket'],
    ['confirm', 'confirm'],
    ['signature', 'signature'],
    ['ticket+confirm', 'ticket+confirm'],
    ['confirm + ticket', 'ticket+confirm'],
    ['signature+ticket', 'ticket'],
    ['confirm+confirm', 'confirm'],
  ])('reads %s as %s', (text, rules) => {
    expect(formatTrust(parseTrust(text))).toBe(rules);
  });

  it.each(['', 'tickets', 'ticket,confirm', 'ticket+', 'none'])('refuses %j and says what it may be', (text) => {
    expect(() => parseTrust(text)).toThrow(ConfigInvalidError);
    expect(() => parseTrust(text)).toThrow(
      `TRUST must be one of ticket, confirm, signature, or several joined with +, got "${text}"`,
    );
  });
});
