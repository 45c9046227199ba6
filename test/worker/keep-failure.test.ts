import type { FactStore } from '../../lib/store/fact-store.ts';
import { failureFact, parseFailure } from '../../lib/store/failure-reason.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import { keepFailure } from '../../lib/worker/keep-failure.ts';

const AT = Date.parse('2026-11-02T10:20:30.400Z');
const report = {
  outcome: 'failed',
  messageId: 'm',
  ms: { total: 1 },
  at: AT,
  attempt: 3,
  step: 'confirm',
  error: { name: 'E', code: 'ERR_X', message: 'why', stack: 'secret paths' },
} as const;

describe('keepFailure', () => {
  it('keeps the reason of the last failure by the octets of the message, for longer than a dead letter waits', async () => {
    const kept: unknown[] = [];
    const facts = createMemoryFactStore();
    const watched: FactStore = {
      ...facts,
      keep: (name, value, options) => {
        kept.push(options);
        return facts.keep(name, value, options);
      },
    };
    await keepFailure('body', { ...report, attempt: 2 }, watched);
    await keepFailure('body', report, watched);
    const text = (await facts.read([failureFact('body')])).get(failureFact('body'));
    expect(parseFailure(text)).toEqual({
      at: '2026-11-02T10:20:30.400Z',
      attempt: 3,
      step: 'confirm',
      error: { name: 'E', code: 'ERR_X', message: 'why' },
    });
    expect(kept.at(-1)).toEqual({ expiresAt: AT / 1_000 - 0.4 + 30 * 86_400 });
  });

  it('keeps nothing of what did not fail', async () => {
    const facts = createMemoryFactStore();
    await keepFailure('body', { outcome: 'processed', messageId: 'm', ms: { total: 1 }, at: AT }, facts);
    expect(await facts.read([failureFact('body')])).toEqual(new Map());
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise<never>(() => undefined)],
  ])('does not wait for a store that %s', async (_name, keep) => {
    await expect(keepFailure('body', report, { ...createMemoryFactStore(), keep })).resolves.toBeUndefined();
  });
});
