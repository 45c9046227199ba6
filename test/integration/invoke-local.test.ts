import { readdirSync } from 'node:fs';
import { runServerless } from '../helpers/run-serverless.ts';
import { vectors } from '../helpers/vectors.ts';

const events = (folder: string) =>
  readdirSync(`events/${folder}`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `events/${folder}/${name}`);
const expectedOf = (path: string) => vectors.find(({ id }) => path === `events/http/${id}.json`)?.expected;

async function invoke(name: string, path: string) {
  const { code, stdout, stderr } = await runServerless(['invoke', 'local', '-f', name, '-p', path]);
  return { code, result: JSON.parse(stdout) as { statusCode?: number; body?: string }, stderr };
}

// Two at a time: each is a process that bundles the function first.
async function invokeAll(name: string, paths: readonly string[]) {
  const results = new Map<string, Awaited<ReturnType<typeof invoke>>>();
  const waiting = [...paths];
  const next = async (): Promise<void> => {
    const path = waiting.shift();
    if (path === undefined) return;
    results.set(path, await invoke(name, path));
    await next();
  };
  await Promise.all([next(), next()]);
  return results;
}

describe('serverless invoke local, without credentials and network', () => {
  it('answers every callback as it deserves, the result alone on standard output', async () => {
    for (const [path, { code, result, stderr }] of await invokeAll('callback', events('http'))) {
      const genuine = expectedOf(path) === 'valid' || /\/(alb|function-url|rest-api)\.json$/.test(path);
      const expected = genuine ? 200 : path.endsWith('/get.json') ? 501 : 400;
      expect({ path, code, status: result.statusCode }).toEqual({ path, code: 0, status: expected });
      expect(stderr).toContain('"msg":"callback');
    }
  }, 180_000);

  it('works through batches and names the records that failed', async () => {
    const results = await invokeAll('worker', events('queue'));
    expect(Object.fromEntries([...results].map(([path, { result }]) => [path, result]))).toEqual({
      'events/queue/batch-with-bad-record.json': {
        batchItemFailures: [{ itemIdentifier: expect.any(String) as string }],
      },
      'events/queue/duplicate.json': { batchItemFailures: [] },
      'events/queue/one-upload.json': { batchItemFailures: [] },
    });
    for (const { code } of results.values()) expect(code).toBe(0);
  }, 120_000);
});
