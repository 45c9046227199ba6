import { createInTurn } from '../../in-turn.ts';
import type { DeadLetters } from '../../queue/dead-letters.ts';

/**
 * Lets one caller at a time look at dead letters or move them: a queue hides what it shows for a moment, so that a second
 * listing would find nothing, and a redrive nothing to move.
 */
export function takeTurns(deadLetters: DeadLetters): DeadLetters {
  const inTurn = createInTurn();
  return {
    count: (options) => deadLetters.count(options),
    list: (options) => inTurn(() => deadLetters.list(options)),
    redrive: (options) => inTurn(() => deadLetters.redrive(options)),
  };
}
