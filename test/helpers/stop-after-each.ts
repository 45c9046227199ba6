type Stop = () => Promise<void>;

/** Stops after each test what it has started, even where it failed; `add` gives a `stop` that may also be called before. */
export function stopAfterEach(): { add(stop: Stop): Stop } {
  const running = new Set<Stop>();
  afterEach(async () => {
    await Promise.all([...running].map((stop) => stop()));
  });
  return {
    add: (stop) => {
      const once: Stop = async () => {
        if (running.delete(once)) await stop();
      };
      running.add(once);
      return once;
    },
  };
}
