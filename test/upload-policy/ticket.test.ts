import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { TicketInvalidError, type TicketFault } from '../../lib/errors.ts';
import { createTicket, type CreateTicketOptions } from '../../lib/upload-policy/create-ticket.ts';
import { formatTicket, parseTicket } from '../../lib/upload-policy/ticket.ts';
import { createTicketKey } from '../../lib/upload-policy/ticket-key.ts';
import { verifyTicket, type TicketClaims } from '../../lib/upload-policy/verify-ticket.ts';
import { codePoint } from '../helpers/arbitraries.ts';

const SECRET = 'a secret of the tests, of forty characters';
const KEY = createTicketKey(SECRET);
const RETIRED = createTicketKey('another secret, that was in force before');
const NOW = Date.UTC(2026, 10, 22, 10);
const EXPIRES_AT = NOW / 1_000 + 900;
const NONCE = Uint8Array.from({ length: 16 }, (_, index) => index);

const make = (options: Partial<CreateTicketOptions> = {}): string =>
  createTicket({
    key: KEY,
    bucket: 'my-uploads',
    scope: 'key',
    object: 'photos/a.png',
    expiresAt: EXPIRES_AT,
    nonce: NONCE,
    ...options,
  });

interface Carrier {
  readonly bucket?: string | undefined;
  readonly object?: string | undefined;
  readonly now?: number;
}

const verify = (text: unknown, carrier: Carrier = {}): TicketClaims =>
  verifyTicket(text, { bucket: 'my-uploads', object: 'photos/a.png', keys: [KEY], now: NOW, ...carrier });

function faultOf(text: unknown, carrier: Carrier = {}): TicketFault | undefined {
  try {
    verify(text, carrier);
    return undefined;
  } catch (error) {
    if (!(error instanceof TicketInvalidError)) throw error;
    expect(error.code).toBe('ERR_TICKET_INVALID');
    return error.reason;
  }
}

describe('createTicket', () => {
  it('writes the documented wire form, which any language can make with an HMAC', () => {
    const [version, keyId, expiry, nonce, prefixLength, mac, ...rest] = make().split('.');
    const text = `v1\nkey\nmy-uploads\n${expiry}\n${nonce}\nphotos/a.png`;

    expect({ version, keyId, expiry, nonce, prefixLength, rest }).toEqual({
      version: 'v1',
      keyId: KEY.id,
      expiry: String(EXPIRES_AT),
      nonce: Buffer.from(NONCE).toString('base64url'),
      prefixLength: '12',
      rest: [],
    });
    expect(mac).toBe(createHmac('sha256', SECRET).update(text).digest('base64url'));
  });

  it('is stable', () => {
    expect(make()).toBe('v1.aQg1OgTb.1795342500.AAECAwQFBgcICQoLDA0ODw.12.T5gmxT4f0MlQMV_6UMGf5hTqCaUaLGlNhcaj3MEIexQ');
  });

  it('fits 128 octets whatever it is for', () => {
    fc.assert(
      fc.property(keys(), fc.integer({ min: 1, max: 253_402_300_799 }), (object, expiresAt) => {
        expect(Buffer.byteLength(make({ object, expiresAt }))).toBeLessThanOrEqual(128);
      }),
    );
  });

  it.each([
    ['bucket', { bucket: 'My_Uploads' }],
    ['object', { object: '' }],
    ['object', { object: 'a\ud800' }],
    ['expiresAt', { expiresAt: 1.5 }],
    ['nonce', { nonce: new Uint8Array(4) }],
  ])('refuses a wrong "%s" as a mistake of the programmer: %j', (name, options) => {
    expect(() => make(options)).toThrow(new RegExp(`^"${name}" must`));
  });
});

describe('createTicketKey', () => {
  it('names a secret without telling it', () => {
    expect(KEY.id).toMatch(/^[\w-]{8}$/);
    expect(KEY.id).not.toBe(RETIRED.id);
  });

  it('refuses a secret that could be guessed', () => {
    expect(() => createTicketKey('x'.repeat(31))).toThrow('at least 32 characters, got 31');
  });
});

describe('verifyTicket', () => {
  it('accepts the ticket of exactly this key', () => {
    expect(verify(make())).toEqual({
      scope: 'key',
      nonce: Buffer.from(NONCE).toString('base64url'),
      expiresAt: EXPIRES_AT,
    });
  });

  it('accepts the ticket of a prefix for each key that begins so', () => {
    const ticket = make({ scope: 'prefix', object: 'photos/' });
    expect(verify(ticket).scope).toBe('prefix');
    expect(verify(ticket, { object: 'photos/日本.png' }).scope).toBe('prefix');
    expect(verify(ticket, { object: 'photos/' }).scope).toBe('prefix');
    expect(faultOf(ticket, { object: 'photo' })).toBe('mismatch');
    expect(faultOf(ticket, { object: 'videos/a.mp4' })).toBe('mismatch');
  });

  it('counts a prefix in code points, so that no character is cut in two', () => {
    const ticket = make({ scope: 'prefix', object: '🎉' });
    expect(parseTicket(ticket)?.prefixLength).toBe(1);
    expect(verify(ticket, { object: '🎉/a.png' }).scope).toBe('prefix');
    expect(faultOf(ticket, { object: '🎊/a.png' })).toBe('mismatch');
  });

  it('accepts the secret before the current one, and no other', () => {
    const ticket = make({ key: RETIRED });
    const carrier = { bucket: 'my-uploads', object: 'photos/a.png', now: NOW };
    expect(verifyTicket(ticket, { ...carrier, keys: [KEY, RETIRED] }).scope).toBe('key');
    expect(() => verifyTicket(ticket, { ...carrier, keys: [KEY] })).toThrow(new TicketInvalidError('unknown-key'));
  });

  it.each<[string, string | undefined, TicketFault, Carrier?]>([
    ['no ticket', undefined, 'missing'],
    ['an empty one', '', 'missing'],
    ['another object', make(), 'mismatch', { object: 'photos/b.png' }],
    ['a key that goes on after the ticket’s', make(), 'mismatch', { object: 'photos/a.png.exe' }],
    ['the key without its end', make(), 'mismatch', { object: 'photos/a.pn' }],
    ['another bucket', make(), 'mismatch', { bucket: 'your-uploads' }],
    ['a body without bucket', make(), 'no-object', { bucket: undefined }],
    ['a body without object', make(), 'no-object', { object: undefined }],
    ['the second in which it expires', make(), 'expired', { now: EXPIRES_AT * 1_000 }],
    ['a day later', make(), 'expired', { now: NOW + 86_400_000 }],
    ['a truncated ticket', make().slice(0, -1), 'malformed'],
    ['a ticket with something behind it', `${make()}.`, 'malformed'],
    ['another version', make().replace('v1.', 'v2.'), 'malformed'],
    ['a prefix length of 0', make().replace('.12.', '.0.'), 'mismatch'],
    ['a prefix length beyond the key', make().replace('.12.', '.13.'), 'mismatch'],
    ['a shorter prefix length', make().replace('.12.', '.7.'), 'mismatch'],
    ['a second spelling of the prefix length', make().replace('.12.', '.012.'), 'malformed'],
    ['a later expiry', make().replace(String(EXPIRES_AT), String(EXPIRES_AT + 9)), 'mismatch'],
    ['a prefix of no characters, rightly signed', emptyPrefix(), 'mismatch'],
  ])('refuses %s', (_name, ticket, fault, carrier = {}) => {
    expect(faultOf(ticket, carrier)).toBe(fault);
  });

  it.each([null, 7, true, ['v1'], { ticket: make() }])('refuses what is no text: %j', (value) => {
    expect(faultOf(value)).toBe(value === null ? 'missing' : 'malformed');
  });

  it('accepts its own bytes and nothing else: any flipped bit is refused', () => {
    const octets = Buffer.from(make());
    for (let bit = 0; bit < octets.length * 8; bit += 1) {
      const flipped = Buffer.from(octets);
      flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7));
      expect(faultOf(flipped.toString('latin1'))).toMatch(/malformed|unknown-key|mismatch/);
    }
  });

  it('is the inverse of createTicket for any key', () => {
    fc.assert(
      fc.property(keys(), fc.constantFrom('key', 'prefix'), keys(), (object, scope, suffix) => {
        const ticket = make({ object, scope });
        expect(verify(ticket, { object }).scope).toBe(scope);
        expect(faultOf(ticket, { object: object + suffix })).toBe(scope === 'key' ? 'mismatch' : undefined);
      }),
    );
  });

  it('lets no text in the key pass for another part', () => {
    const ticket = make({ scope: 'prefix', object: 'a\nb' });
    expect(faultOf(ticket, { bucket: 'my-uploads\na', object: 'b' })).toBe('mismatch');
  });
});

function emptyPrefix(): string {
  const nonce = Buffer.from(NONCE).toString('base64url');
  const mac = createHmac('sha256', SECRET).update(`v1\nprefix\nmy-uploads\n${EXPIRES_AT}\n${nonce}\n`).digest();
  return formatTicket({ keyId: KEY.id, expiresAt: EXPIRES_AT, nonce, prefixLength: 0, mac });
}

function keys(): fc.Arbitrary<string> {
  return fc.string({ unit: codePoint, minLength: 1, maxLength: 250 }).filter((key) => !/^[/\\]/.test(key));
}
