import { createTicketCheck, type CheckTicket } from '../../lib/callback/check-ticket.ts';
import { SecretUnavailableError } from '../../lib/errors.ts';
import type { ParsedBody } from '../../lib/params/parse-body.ts';
import { createSecretCache } from '../../lib/secrets/secret-cache.ts';
import { createTicket } from '../../lib/upload-policy/create-ticket.ts';
import { createTicketKey } from '../../lib/upload-policy/ticket-key.ts';

const NOW = Date.UTC(2026, 10, 22);
const FIRST = 'the first secret of these tests, long enough';
const SECOND = 'the second secret of these tests, long enough';
const THIRD = 'the third secret of these tests, long enough';
const { signal } = new AbortController();

function bodyWith(secret: string, object = 'a.png'): ParsedBody {
  const ticket = createTicket({
    key: createTicketKey(secret),
    bucket: 'my-uploads',
    scope: 'key',
    object: 'a.png',
    expiresAt: NOW / 1_000 + 60,
    nonce: new Uint8Array(16),
  });
  return { upload: { bucket: 'my-uploads', object }, fields: { ticket } };
}

function setUp(...versions: string[]) {
  const state = { versions, now: NOW, reads: 0, isDown: false };
  const clock = (): number => state.now;
  const source = {
    name: 'ticket',
    read: () => {
      state.reads += 1;
      if (state.isDown) return Promise.reject(new SecretUnavailableError('ticket', 'down'));
      return Promise.resolve(state.versions);
    },
  };
  const check: CheckTicket = createTicketCheck({ secret: createSecretCache({ source, clock }), clock });
  return { state, check };
}

describe('createTicketCheck', () => {
  it('accepts tickets of the current secret and of the one before', async () => {
    const { check } = setUp(SECOND, FIRST);
    await expect(check(bodyWith(SECOND), signal)).resolves.toMatchObject({ scope: 'key' });
    await expect(check(bodyWith(FIRST), signal)).resolves.toMatchObject({ scope: 'key' });
  });

  it('reads a secret anew that was changed a moment ago, and refuses the one that is retired', async () => {
    const { check, state } = setUp(SECOND, FIRST);
    await check(bodyWith(SECOND), signal);
    state.versions = [THIRD, SECOND];
    await expect(check(bodyWith(THIRD), signal)).resolves.toMatchObject({ scope: 'key' });
    await expect(check(bodyWith(FIRST), signal)).rejects.toMatchObject({
      code: 'ERR_TICKET_INVALID',
      reason: 'unknown-key',
    });
    expect(state.reads).toBe(2);
  });

  it('does not refuse a ticket of a new secret for that it cannot read it now', async () => {
    const { check, state } = setUp(SECOND, FIRST);
    await check(bodyWith(SECOND), signal);
    state.versions = [THIRD, SECOND];
    state.isDown = true;
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(check(bodyWith(THIRD), signal)).rejects.toMatchObject({ code: 'ERR_SECRET_UNAVAILABLE' });
    }
    await expect(check(bodyWith(SECOND), signal)).resolves.toBeDefined();

    state.isDown = false;
    state.now += 5_000;
    await expect(check(bodyWith(THIRD), signal)).resolves.toBeDefined();
  });

  it('reads at most once in 10 s for tickets of unknown secrets', async () => {
    const { check, state } = setUp(SECOND);
    for (let tries = 0; tries < 100; tries += 1) {
      await expect(check(bodyWith(FIRST), signal)).rejects.toMatchObject({ reason: 'unknown-key' });
    }
    expect(state.reads).toBe(2);
  });

  it('refuses a body that could not be understood, whatever it carries', async () => {
    const { check } = setUp(SECOND);
    const body = { ...bodyWith(SECOND), problem: 'bucket is given twice' };
    await expect(check(body, signal)).rejects.toMatchObject({ reason: 'unparsed' });
  });

  it.each([
    { name: 'for another object', versions: [SECOND], code: 'ERR_TICKET_INVALID' },
    { name: 'while the secret is not fit', versions: ['changeme'], code: 'ERR_CONFIG_INVALID' },
  ])('does not read the secret anew for a ticket $name', async ({ versions, code }) => {
    const { check, state } = setUp(...versions);
    await expect(check(bodyWith(SECOND, 'b.png'), signal)).rejects.toMatchObject({ code });
    expect(state.reads).toBe(1);
  });

  it('passes over a version before that is no fit secret, but not over a current one', async () => {
    await expect(setUp(SECOND, 'changeme').check(bodyWith(SECOND), signal)).resolves.toBeDefined();
    await expect(setUp('changeme', SECOND).check(bodyWith(SECOND), signal)).rejects.toMatchObject({
      code: 'ERR_CONFIG_INVALID',
    });
  });
});
