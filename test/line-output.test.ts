import { runScript } from './helpers/run-script.ts';

describe('lines longer than what is kept for a slow reader', () => {
  it.each([
    ['where the process waits for its reader', 0, 3_000_000],
    ['where it does not, and nothing was refused yet', 20, 1_048_500],
  ])('are written, and so are those around them: %s', async (_, gatherMs, length) => {
    const { stdout } = await runScript(
      `import { createLogger } from './lib/logger.ts';
       const log = createLogger({ gatherMs: ${gatherMs} });
       log.info({ n: 0 }, 'm'); log.info({ n: 1, text: 'z'.repeat(${length}) }, 'm'); log.info({ n: 2 }, 'm');`,
      { shell: '"$@" | tr -s z' },
    );
    expect(stdout.match(/"n":\d|"count":\d|"z"/g)).toEqual(['"n":0', '"n":1', '"z"', '"n":2']);
  });
});
