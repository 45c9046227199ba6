import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../lib/cli/commands.ts';
import { runCli } from '../../lib/cli/run-cli.ts';
import { runCommand } from '../helpers/run-command.ts';

describe('runCli', () => {
  it('tells every command there is', async () => {
    const { exitCode, stdout, stderr } = await runCommand(['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const words = COMMANDS.map((entry) => entry.words[0]);
    for (const word of words) expect(stdout).toContain(`\n  ${word}`);
    expect(stdout).toContain('Exit codes: 0 fine, 1 findings or not found, 2 wrong use');
  });

  it.each(COMMANDS)('gives $words an example', async ({ words, summary }) => {
    const { exitCode, stdout } = await runCommand([...words, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout.toLowerCase()).toContain(summary.toLowerCase());
    expect(stdout).not.toContain('default: []');
    expect(stdout).toMatch(new RegExp(`Examples?:\n  oss-callback ${words.join(' ')}`));
    expect((await runCommand(['help', ...words])).exitCode).toBe(0);
  });

  it('knows its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await runCommand(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    { argv: [], says: 'Usage: oss-callback' },
    { argv: ['uploads'], says: 'Usage: oss-callback uploads' },
    { argv: ['uplods'], says: "unknown command 'uplods'" },
    { argv: ['uploads', 'lst'], says: "unknown command 'lst'" },
    { argv: ['stats', '--unknown'], says: "unknown option '--unknown'" },
    { argv: ['stats', 'more'], says: 'too many arguments' },
    { argv: ['uploads', 'show'], says: "missing required argument 'id'" },
    { argv: ['uploads', 'show', 'abc'], says: 'It must be the 64 hex digits' },
    { argv: ['uploads', 'list', '--limit', '0'], says: 'It must be a whole number from 1 to 1000.' },
    { argv: ['uploads', 'list', '--limit', '1e3'], says: 'It must be a whole number from 1 to 1000.' },
    { argv: ['uploads', 'list', '--limit', '1001'], says: 'It must be a whole number from 1 to 1000.' },
    { argv: ['uploads', 'list', '--day', 'today'], says: 'It must be a day like' },
    { argv: ['uploads', 'list', '--day', '2026-02-30'], says: 'It must be a day like' },
    { argv: ['uploads', 'list', '--day', '2026-13-01'], says: 'It must be a day like' },
    { argv: ['uploads', 'list', '--cursor', 'x'], says: 'It must be what the listing before gave.' },
    { argv: ['stats'], says: 'oss-callback: STORE must be stated: dynamodb or postgres; or use --local' },
    { argv: ['stats'], env: { STORE: 'memory' }, says: 'STORE must be dynamodb or postgres, got "memory"' },
    { argv: ['stats'], env: { STORE: 'dynamo' }, says: 'STORE must be dynamodb or postgres, got "dynamo"' },
    { argv: ['stats'], env: { STORE: 'dynamodb' }, says: 'UPLOADS_TABLE must be stated' },
  ])('ends with 2 for $argv, with nothing on standard output', async ({ argv, env = {}, says }) => {
    const { exitCode, stdout, stderr } = await runCommand(argv, { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(says);
  });

  it('gives back what the command says, with its arguments as they were read', async () => {
    const seen: unknown[] = [];
    const entry = {
      words: ['twice'] as const,
      summary: 'double',
      load: () =>
        Promise.resolve({
          configure: (command: {
            argument: (name: string, about: string, read: (text: string) => number) => unknown;
          }) => {
            command.argument('<n>', 'a number', (text) => Number(text) * 2);
          },
          run: ({ args }: { args: readonly unknown[] }) => {
            seen.push(...args);
            return Promise.resolve(1 as const);
          },
        }),
    };
    const nowhere = { write: () => undefined };
    const io = { env: {}, clock: Date.now, stdout: nowhere, stderr: nowhere };
    expect(await runCli(['twice', '21'], io, [entry])).toBe(1);
    expect(seen).toEqual([42]);
  });
});
