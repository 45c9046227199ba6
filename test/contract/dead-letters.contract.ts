import type { DeadLetters } from '../../lib/queue/dead-letters.ts';

/** A queue's dead letters, and what a test does to that queue. */
export interface DeadLettersUnderTest {
  readonly deadLetters: DeadLetters;
  /** Enqueues a message and has it fail as often as the queue allows. */
  readonly kill: (body: string) => Promise<void>;
  /** Takes what the worker would be handed now; some of it at least, where there is any. */
  readonly take: () => Promise<string[]>;
}

/** The suite that every adapter of the dead letters must pass. */
export function testDeadLetters(name: string, create: () => Promise<DeadLettersUnderTest>): void {
  describe(`DeadLetters contract: ${name}`, () => {
    const bodiesOf = (letters: readonly { readonly body: string }[]) => letters.map(({ body }) => body).sort();

    it('has nothing to show where nothing failed, and nothing to move', async () => {
      const { deadLetters } = await create();
      expect(await deadLetters.count()).toBe(0);
      expect(await deadLetters.list({ limit: 10 })).toEqual([]);
      expect(await deadLetters.redrive()).toEqual({ moved: 0, ended: true });
    });

    it('shows each message as it was sent, as often as it is asked, under the same id', async () => {
      const { deadLetters, kill } = await create();
      const before = Date.now();
      await kill('{"a":"中 naïve"}');
      await kill('no JSON');
      const first = await deadLetters.list({ limit: 10 });
      expect(bodiesOf(first)).toEqual(['no JSON', '{"a":"中 naïve"}']);
      for (const { sentAt = new Date().toISOString() } of first) {
        expect(Date.parse(sentAt)).toBeGreaterThanOrEqual(before - 1_000);
        expect(Date.parse(sentAt)).toBeLessThanOrEqual(Date.now() + 1_000);
      }
      const second = await deadLetters.list({ limit: 10 });
      expect(new Map(second.map(({ id, body }) => [id, body]))).toEqual(
        new Map(first.map(({ id, body }) => [id, body])),
      );
      expect(await deadLetters.count()).toBe(2);
    });

    it('shows many, and no more than it is asked for', async () => {
      const { deadLetters, kill } = await create();
      const bodies = Array.from({ length: 25 }, (_, index) => `m-${index}`);
      for (const body of bodies) await kill(body);
      expect(bodiesOf(await deadLetters.list({ limit: 100 }))).toEqual(bodies.sort());
      expect(await deadLetters.list({ limit: 12 })).toHaveLength(12);
    });

    it('hands all of them to the worker again, also those that were just shown', async () => {
      const { deadLetters, kill, take } = await create();
      const bodies = Array.from({ length: 12 }, (_, index) => `m-${index}`).sort();
      for (const body of bodies) await kill(body);
      await deadLetters.list({ limit: 5 });
      expect(await deadLetters.redrive()).toEqual({ moved: 12, ended: true });
      const taken: string[] = [];
      while (taken.length < 12) taken.push(...(await take()));
      expect(taken.sort()).toEqual(bodies);
      expect(await deadLetters.list({ limit: 10 })).toEqual([]);
      expect(await deadLetters.count()).toBe(0);
    });

    it('can be redriven a second time, for what failed since', async () => {
      const { deadLetters, kill, take } = await create();
      await kill('first');
      await deadLetters.redrive();
      expect(await take()).toEqual(['first']);
      await kill('second');
      expect(await deadLetters.redrive()).toEqual({ moved: 1, ended: true });
      expect(await take()).toEqual(['second']);
    });
  });
}
