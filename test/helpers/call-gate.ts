/** How a call is cut: before it has an effect, after it, or never to return. */
export type Cut = 'before' | 'after' | 'hang';

/** Counts calls and cuts one of them, as a crash or a lost connection would. */
export interface CallGate {
  /** How many calls came through since the last {@link CallGate.cut}. */
  readonly calls: () => number;
  /** Cuts the call with that index, counted from now; once. */
  readonly cut: (index: number, how: Cut) => void;
  /** Lets all calls through from now on. */
  readonly open: () => void;
  readonly guard: <T>(call: () => Promise<T>) => Promise<T>;
}

/** Creates a gate that is open. */
export function createCallGate(): CallGate {
  let calls = 0;
  let next: { readonly index: number; readonly how: Cut } | undefined;
  return {
    calls: () => calls,
    cut(index, how) {
      calls = 0;
      next = { index, how };
    },
    open() {
      calls = 0;
      next = undefined;
    },
    async guard(call) {
      const how = next?.index === calls ? next.how : undefined;
      calls += 1;
      if (how === 'hang') return new Promise<never>(() => undefined);
      if (how === 'before') throw new Error('cut before the call');
      const result = await call();
      if (how === 'after') throw new Error('cut after the call');
      return result;
    },
  };
}

/** Puts a gate before each method of an object. */
export function guarded<T extends object>(target: T, gate: CallGate): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): Promise<unknown> =>
        gate.guard(() => Reflect.apply(value as (...args: unknown[]) => Promise<unknown>, object, args));
    },
  });
}
