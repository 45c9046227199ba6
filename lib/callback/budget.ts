/** The time that one callback has. */
export interface Budget {
  /** Its `signal` aborts when the time is used up, and is made when somebody asks: it costs half of a verification. */
  readonly time: { readonly signal: AbortSignal };
  /** Settles as `work` does, or rejects with `late()` as soon as the time is used up; what `work` comes to then is dropped. */
  spend<T>(work: Promise<T>, late: () => Error): Promise<T>;
  /** Stops the time. */
  end(): void;
}

/** Starts the time of one callback, in milliseconds. */
export function createBudget(ms: number): Budget {
  // The controller itself is handed out: a literal with a getter gets a new hidden class each time, and V8 keeps those.
  const time = new AbortController();
  let isUsedUp = false;
  let giveUp = (): void => undefined;
  const timer = setTimeout(() => {
    isUsedUp = true;
    time.abort();
    giveUp();
  }, ms);
  return {
    time,
    spend: (work, late) =>
      new Promise((resolve, reject) => {
        work.then(resolve, reject);
        giveUp = () => {
          reject(late());
        };
        if (isUsedUp) giveUp();
      }),
    end() {
      clearTimeout(timer);
    },
  };
}
