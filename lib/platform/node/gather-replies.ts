import type { Clock } from '../../clock.ts';

// Under load a turn of the event loop brings one new connection, so a few turns bring a few replies.
const MAX_TURNS = 8;
const MAX_WAITING = 8;
// Without load no other comes; a turn brings nothing where a connection was taken whose request is read in the next.
const MAX_QUIET_TURNS = 2;
// In a process that has other things to do, a turn may take long.
const MAX_WAIT_MS = 2;

/**
 * Creates what lets replies leave together: it resolves for all who wait, at the end of a turn of the event loop, when
 * they are 8, the first has waited for 8 turns or 2 ms, or two turns brought no other. A caller or a proxy on the same
 * machine sleeps until its reply comes; to wake it for each costs more than to verify a callback: `npm run bench -- server`.
 */
export function createReplyGathering(clock: Clock): () => Promise<void> {
  let waiting = 0;
  let together: Promise<void> | undefined;
  const gather = (resolve: () => void): void => {
    const since = clock();
    let turns = 0;
    let quietTurns = 0;
    let known = waiting;
    const mayBringMore = (): boolean =>
      quietTurns < MAX_QUIET_TURNS && turns < MAX_TURNS && waiting < MAX_WAITING && clock() - since < MAX_WAIT_MS;
    const endTurn = (): void => {
      turns += 1;
      quietTurns = waiting === known ? quietTurns + 1 : 0;
      known = waiting;
      if (mayBringMore()) {
        setImmediate(endTurn);
        return;
      }
      waiting = 0;
      together = undefined;
      resolve();
    };
    setImmediate(endTurn);
  };
  return () => {
    waiting += 1;
    together ??= new Promise(gather);
    return together;
  };
}
