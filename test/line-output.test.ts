import { runScript, type ScriptResult } from './helpers/run-script.ts';

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

/** A logger whose file can grow to 1024 octets, the rest being what is on the disk besides. */
const onSmallDisk = (script: string): Promise<ScriptResult> =>
  runScript(
    `import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
     import { createLogger } from './lib/logger.ts';
     const [, , file = ''] = process.argv;
     /** Empties the disk but for so much that this room is left. */
     const makeRoom = (room: number): void => {
       truncateSync(file);
       appendFileSync(file, '#'.repeat(1_024 - room));
     };
     const written = (): string => readFileSync(file, 'utf8').replace(/^#*/, '');
     ${script}`,
    {
      shell: `file=$(mktemp); trap 'rm "$file"' EXIT; trap '' XFSZ
              (ulimit -f 2; exec "$@" "$file" >>"$file"); code=$?; sed 's/^#*//' "$file"; exit $code`,
    },
  );

interface Line {
  /** The number of a line of the script. */
  readonly n?: number;
  /** How many of them another line says are missing. */
  readonly count?: number;
}

const wholeLines = (text: string): Line[] =>
  text.split('\n').flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Line] : []));

describe('lines for which the disk has no room', () => {
  it.each([0, 20])('are counted as soon as it has, and leave no half line before others: %d ms', async (gatherMs) => {
    const { code, stdout } = await onSmallDisk(
      `const log = createLogger({ gatherMs: ${gatherMs} });
       log.warn({ n: 0 }, 'm'); log.warn({ n: 1, text: 'z'.repeat(2_000) }, 'm'); log.warn({ n: 2 }, 'm');
       truncateSync(file, 200);
       log.warn({ n: 3 }, 'm'); log.warn({ n: 4 }, 'm');`,
    );
    const [first = '', half, ...others] = stdout.trim().split('\n');
    expect({ code, half }).toEqual({ code: 0, half: expect.stringMatching(/^\{.*"n":1,"text":"z+$/) as string });
    expect([first, ...others].map((line) => JSON.parse(line) as object)).toMatchObject([
      { n: 0 },
      { level: 'warn', count: 2, msg: 'log lines dropped: writing them failed with EFBIG' },
      { n: 3 },
      { n: 4 },
    ]);
  });

  it('are counted at the latest as the process ends', async () => {
    const { stdout } = await onSmallDisk(
      `makeRoom(0);
       createLogger().warn({}, 'm');
       makeRoom(1_024);`,
    );
    expect(JSON.parse(stdout)).toMatchObject({ level: 'warn', count: 1 });
  });

  it('do not keep a process from ending', async () => {
    const { code, stderr } = await onSmallDisk(
      `let end = 0;
       process.on('exit', () => { end = Date.now(); });
       createLogger({ gatherMs: 20 }).info({ text: 'z'.repeat(2_000) }, 'm');
       process.on('exit', () => { process.stderr.write(String(Date.now() - end)); });`,
    );
    expect(code).toBe(0);
    expect(Number(stderr)).toBeLessThan(500);
  });

  it.each([
    ['among lines', 'room, 1_024', 220, [1, 2]],
    ['in the line that counts them, or behind it', '30, room', 360, [1, 2, 4]],
  ])('are counted where they are missing, at whatever octet it was full: %s', async (_, rooms, until, counts) => {
    const { stderr } = await onSmallDisk(
      `const log = createLogger();
       const texts = Array.from({ length: ${until} }, (_, room) => {
         let n = 0;
         return [${rooms}, 1_024].map((left) => {
           makeRoom(left);
           log.info({ n: n++ }, 'm'); log.warn({ n: n++ }, 'm');
           return written();
         }).join('');
       });
       process.stderr.write(JSON.stringify(texts));`,
    );
    const texts = JSON.parse(stderr) as string[];
    expect(texts).toHaveLength(until);
    for (const text of texts) {
      expect(text).not.toMatch(/^\n|\n\n/);
      let next = 0;
      for (const { n = next, count = 1 } of wholeLines(text)) {
        expect({ text, n }).toEqual({ text, n: next });
        next += count;
      }
      expect({ text, next }).toEqual({ text, next: 6 });
    }
    const found = new Set(texts.flatMap(wholeLines).flatMap(({ count = [] }) => count));
    expect([...found].sort()).toEqual(counts);
  });
});
