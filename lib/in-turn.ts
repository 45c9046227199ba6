/** Runs work once all that was handed over before has settled, however that ended; settles as the work does. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Creates a queue of work of which one piece runs at a time. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
