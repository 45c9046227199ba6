import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { until } from './helpers/until.ts';
import { runScript } from './helpers/run-script.ts';

const imports = "import { createLogger } from './lib/logger.ts'; import { writeSync } from 'node:fs';";
/** What a script prints on its standard output, a line each. */
const linesOf = async (script: string): Promise<string[]> => {
  const { code, stdout, stderr } = await runScript(`${imports}\n${script}`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
};

/** Starts a script in a process of its own, for as long as it is used. */
async function withLogging(
  script: string,
  use: (child: ChildProcessWithoutNullStreams) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'oss-callback-test-'));
  try {
    const outfile = join(folder, 'script.cjs');
    const stdin = { contents: `${imports}\n${script}`, resolveDir: process.cwd(), loader: 'ts' } as const;
    await build({ stdin, outfile, bundle: true, platform: 'node' });
    await use(spawn(process.execPath, [outfile], { stdio: ['pipe', 'pipe', 'pipe'] }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('createLogger', () => {
  it('writes a line of JSON: level, time, fields and message', async () => {
    const [line = ''] = await linesOf(`createLogger().info({ a: 1, b: undefined, c: '"' }, 'hello "you"');`);
    const { time, ...rest } = JSON.parse(line) as { time: string };
    expect(rest).toEqual({ level: 'info', a: 1, c: '"', msg: 'hello "you"' });
    expect(new Date(time).toISOString()).toBe(time);
    expect(Object.keys(JSON.parse(line) as object)).toEqual(['level', 'time', 'a', 'c', 'msg']);
  });

  it('writes lines without fields', async () => {
    const [line = ''] = await linesOf(`createLogger().info({}, 'm');`);
    expect(line).toMatch(/^\{"level":"info","time":"[^"]+","msg":"m"\}$/);
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ])('leaves out what is less than %s', async (level, levels) => {
    const lines = await linesOf(
      `const log = createLogger({ level: '${level}' });
       for (const level of ['debug', 'info', 'warn', 'error']) log[level]({}, 'm');`,
    );
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(levels);
  });

  it('writes a line without its fields where they cannot be JSON', async () => {
    const [line = ''] = await linesOf(`const a = {}; a.a = a; createLogger().info(a, 'm');`);
    expect(JSON.parse(line)).toMatchObject({ unwritable: expect.any(String) as string, msg: 'm' });
  });

  it('writes to standard error where it is told to', async () => {
    const { stdout, stderr } = await runScript(`${imports}\ncreateLogger({ fd: 2 }).info({}, 'm');`);
    expect([stdout, stderr.split('\n').length]).toEqual(['', 2]);
  });
});

describe('lines of a logger', () => {
  it('leave at the end of the turn, in one call with the others, before an answer can come from anywhere', async () => {
    const lines = await linesOf(
      `createLogger().info({ n: 1 }, 'm'); createLogger().info({ n: 2 }, 'm');
       writeSync(1, 'same turn\\n');
       setImmediate(() => writeSync(1, 'next turn\\n'));`,
    );
    expect(lines.map((line) => /"n":\d|^\w+ turn$/.exec(line)?.[0])).toEqual([
      'same turn',
      '"n":1',
      '"n":2',
      'next turn',
    ]);
  });

  it.each(['warn', 'error'])('of level %s leave at once, behind those that were held', async (level) => {
    const lines = await linesOf(
      `createLogger().info({ n: 1 }, 'm'); createLogger().${level}({ n: 2 }, 'm');
       writeSync(1, 'behind\\n');`,
    );
    expect(lines.map((line) => /"n":\d|^\w+$/.exec(line)?.[0])).toEqual(['"n":1', '"n":2', 'behind']);
  });

  it('leave before many of them are held, also where the turn has no end', async () => {
    const lines = await linesOf(
      `const log = createLogger();
       for (let n = 0; n < 200; n += 1) log.info({ n, text: 'x'.repeat(100) }, 'm');
       writeSync(1, 'behind\\n');`,
    );
    const at = lines.indexOf('behind');
    expect(lines).toHaveLength(201);
    expect(at).toBeGreaterThan(80);
    expect(at).toBeLessThan(200);
  });

  it('wait for others where they may, and not longer', async () => {
    const lines = await linesOf(
      `const log = createLogger({ gatherMs: 50 });
       log.info({ n: 1 }, 'm');
       setImmediate(() => {
         writeSync(1, 'next turn\\n');
         log.info({ n: 2 }, 'm');
         createLogger().info({ n: 3 }, 'm');
         setImmediate(() => {
           writeSync(1, 'turn after\\n');
           log.info({ n: 4 }, 'm');
           setTimeout(() => writeSync(1, 'long after\\n'), 200);
         });
       });`,
    );
    const found = lines.map((line) => /"n":\d|^\w+ \w+$/.exec(line)?.[0]);
    // Nobody waits for those of the second turn to be written.
    expect(found.filter((line) => line !== 'turn after')).toEqual([
      'next turn',
      '"n":1',
      '"n":2',
      '"n":3',
      '"n":4',
      'long after',
    ]);
  });

  it('wait no less where others are being written', async () => {
    const lines = await linesOf(
      `const log = createLogger({ gatherMs: 10_000 });
       log.warn({ n: 1 }, 'm');
       log.info({ n: 2 }, 'm');
       setTimeout(() => writeSync(1, 'long after\\n'), 100);`,
    );
    expect(lines.map((line) => /"n":\d|^\w+ \w+$/.exec(line)?.[0])).toEqual(['"n":1', 'long after', '"n":2']);
  });

  it.each(['process.exit()', "throw new Error('end')"])('leave where the process ends with %s', async (end) => {
    const { stdout } = await runScript(`${imports}\ncreateLogger({ gatherMs: 10_000 }).info({}, 'm');\n${end};`);
    expect(stdout).toContain('"msg":"m"');
  });

  it.each([
    ['short', 'x'.repeat(30)],
    ['long', 'x'.repeat(1_000)],
    ['of three octets a character', '中'.repeat(300)],
  ])('do not stop a process where their reader stalls; what he missed is counted: %s', async (_, filling) => {
    await withLogging(
      `const log = createLogger({ gatherMs: 1 });
         process.stdin.once('data', () => {
           // More than lies in the buffers of a pipe, more than is kept, and the turn goes on. Some would still fit.
           for (let n = 0; n < 20_000; n += 1) log.info({ n, text: '${filling}'.repeat(n % 2) }, 'm');
           setTimeout(() => writeSync(2, 'alive'), 50);
           process.stdin.once('data', () => {
             log.info({ n: 20_000 }, 'm');
             process.stdin.destroy();
           });
         });`,
      async (child) => {
        child.stdin.write('go\n');
        const [said] = (await once(child.stderr, 'data')) as [Buffer];
        expect(said.toString()).toBe('alive');
        let read = '';
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => (read += chunk));
        await until('the line about what was dropped', () => /"count":\d+.*\n$/.test(read));
        child.stdin.write('end\n');
        await once(child, 'close');
        const lines = read
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { n?: number; count?: number });
        const written = lines.slice(0, -2).map(({ n }) => n);
        expect(written).toEqual(written.map((_n, index) => index));
        const msg = 'log lines dropped: they came faster than their reader took them';
        expect(lines.slice(-2)).toMatchObject([{ count: 20_000 - written.length, msg }, { n: 20_000 }]);
      },
    );
  });

  it('do not keep a process from ending where their reader stalls', async () => {
    await withLogging(
      `const log = createLogger({ gatherMs: 1 });
         process.stdin.once('data', () => {
           for (let n = 0; n < 20_000; n += 1) log.info({ n }, 'm');
           process.exit(3);
         });`,
      async (child) => {
        child.stdin.write('go\n');
        expect(await once(child, 'exit')).toEqual([3, null]);
        child.stdout.destroy();
      },
    );
  });

  it.each([20, 0])('keep their order and are whole where the process ends at once: %d ms', async (gatherMs) => {
    const lines = await linesOf(
      `process.stdout; // as whoever prints something does: write(2) may refuse what it is given then
       const log = createLogger({ gatherMs: ${gatherMs} });
       for (let n = 0; n < 500; n += 1) log[n % 100 === 0 ? 'warn' : 'info']({ n, text: 'x'.repeat(1_000) }, 'm');
       process.exit();`,
    );
    expect(lines.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(
      Array.from({ length: 500 }, (_, n) => n),
    );
  });

  it('do no harm where nobody reads them any more', async () => {
    await withLogging(
      `const log = createLogger();
         process.stdin.once('data', () => {
           log.warn({}, 'nobody reads this');
           log.info({}, 'nor this');
           setImmediate(() => writeSync(2, 'alive'));
           process.stdin.destroy();
         });`,
      async (child) => {
        child.stdout.destroy();
        await once(child.stdout, 'close');
        let said = '';
        child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
        child.stdin.write('go\n');
        const [code] = (await once(child, 'close')) as [number | null];
        expect({ code, said }).toEqual({ code: 0, said: 'alive' });
      },
    );
  });
});
