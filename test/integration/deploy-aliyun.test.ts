import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { copyProject } from '../helpers/copy-project.ts';
import { startFakeAliyunAccount, type FakeAliyunAccount } from '../helpers/fake-aliyun-account.ts';
import { STAGE_ENV } from '../helpers/fc-deployment.ts';
import { runServerless, type TestEnv } from '../helpers/run-serverless.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { vectors } from '../helpers/vectors.ts';

const CALLBACK = 'oss-callback-receiver-prod-callback';
const DEAD_LETTERS = 'oss-callback-receiver-prod-dead-letters';
const WORKER = 'oss-callback-receiver-prod-worker';
const project = copyProject(tempDir());
let account: FakeAliyunAccount;
beforeAll(async () => {
  account = await startFakeAliyunAccount();
});
afterAll(async () => {
  await account.stop();
});

const aliyun = (args: readonly string[], env: TestEnv = {}) =>
  runServerless([...args, '--config', 'serverless.aliyun.yml'], env, project);

/** Works on two at a time: each is a process that bundles a function first. Results are in the order of what they are of. */
async function inPairs<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += 2) {
    results.push(...(await Promise.all(items.slice(from, from + 2).map(work))));
  }
  return results;
}

/** Runs a command on the fake account; tells what it changed there. */
async function onAccount(args: readonly string[], env: TestEnv = {}) {
  account.calls.length = 0;
  const endpoints = { FC_ENDPOINT: account.url, CMS_ENDPOINT: account.url };
  const { code, stdout, stderr } = await aliyun([...args, '--stage', 'prod'], { ...STAGE_ENV, ...endpoints, ...env });
  const changes = account.calls.map(({ action }) => action).filter((action) => !/^(?:Get|Describe)/.test(action));
  return { code, changes, stdout, stderr, failure: code === 0 ? '' : stdout + stderr };
}

// The steps of one life, in order: what is there is what the step before left. All the rest is in test/deploy/aliyun/.
describe('serverless --config serverless.aliyun.yml', () => {
  it('deploys nothing of a stage that is not complete, and asks nothing of Alibaba Cloud', async () => {
    const { code, stdout, stderr } = await onAccount(['deploy'], { TRUST: '', WORKER_ROLE_ARN: '' });
    expect({ code, calls: account.calls }).toEqual({ code: 1, calls: [] });
    expect(stdout + stderr).toContain('ERR_CONFIG_INVALID: the stage prod of oss-callback-receiver is not complete');
    expect(stdout + stderr).toContain('TRUST must be stated');
    expect(stdout + stderr).toContain('WORKER_ROLE_ARN');
  }, 240_000);

  it('deploys all of a stage, with signed calls of the published shapes', async () => {
    const { code, failure, stderr } = await onAccount(['deploy']);
    expect({ code, failure, refused: account.refused }).toEqual({ code: 0, failure: '', refused: [] });
    expect([...account.fc3.state.functions.keys()]).toEqual([CALLBACK, DEAD_LETTERS, WORKER]);
    expect(stderr).toContain(`+ function ${CALLBACK}`);
    expect(stderr).toContain(`CallbackUrl: https://${CALLBACK}-abcdefghij.cn-hangzhou.fcapp.run/oss/callback`);
  }, 240_000);

  it('changes nothing the second time', async () => {
    const { code, changes, stderr } = await onAccount(['deploy']);
    expect({ code, changes }).toEqual({ code: 0, changes: [] });
    expect(stderr).toContain('Nothing to change.');
  }, 240_000);

  it('updates just what changed', async () => {
    const { code, changes, stderr } = await onAccount(['deploy'], { ACK_BUDGET_MS: '3000' });
    expect({ code, changes }).toEqual({ code: 0, changes: ['UpdateFunction'] });
    expect(stderr).toContain('environmentVariables.ACK_BUDGET_MS: (none) → 3000');
  }, 240_000);

  it('asks before it changes anything where it is told to, and nobody is there', async () => {
    const { code, changes, failure } = await onAccount(['deploy', '--confirm']);
    expect({ code, changes }).toEqual({ code: 1, changes: [] });
    expect(failure).toContain('ERR_NOT_CONFIRMED');
  }, 240_000);

  it('invokes a deployed function, the result alone on standard output', async () => {
    const { code, stdout, stderr } = await onAccount(['invoke', '-f', 'worker', '--data', 'hello', '--log']);
    expect({ code, result: JSON.parse(stdout) as unknown }).toEqual({ code: 0, result: { echoed: 'hello' } });
    expect(stderr).toContain('a line of the log');
  }, 240_000);

  it('describes what stands there', async () => {
    const { code, stdout } = await onAccount(['info', '--region', 'cn-hangzhou'], { ALIBABA_CLOUD_REGION_ID: '' });
    expect(code).toBe(0);
    expect(stdout).toContain(`callback: ${CALLBACK} (custom.debian10, 512 MB`);
  }, 240_000);

  it('removes all that it made', async () => {
    const { code, failure } = await onAccount(['remove']);
    const { functions, triggers, asyncConfigs, concurrency, domains } = account.fc3.state;
    expect({ code, failure }).toEqual({ code: 0, failure: '' });
    const left = [functions, triggers, asyncConfigs, concurrency, domains, account.cms.rules].map(({ size }) => size);
    expect(left).toEqual([0, 0, 0, 0, 0, 0]);
    expect(account.refused).toEqual([]);
  }, 240_000);
});

describe('serverless package and invoke local, without credentials and network', () => {
  it('packages all functions', async () => {
    const { code, stdout, stderr } = await aliyun(['package', '--package', 'packages']);
    expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
    for (const key of ['callback', 'dead-letters', 'worker']) {
      expect(Object.keys(unzipSync(readFileSync(join(project, 'packages', `${key}.zip`))))).toEqual(['index.cjs']);
    }
  }, 240_000);

  it('answers every callback as it deserves, alone on standard output', async () => {
    const names = readdirSync('events/fc').filter((name) => !/^(?:worker|dead-letters)-/.test(name));
    const answered = await inPairs(names, async (name) => {
      const path = resolve('events/fc', name);
      const { code, stdout, stderr } = await aliyun(['invoke', 'local', '-f', 'callback', '-p', path]);
      const { statusCode } = JSON.parse(stdout) as { statusCode: number };
      return { name, code, statusCode, isLogged: stderr.includes('"msg":"callback ') };
    });
    const expected = names.map((name) => {
      const vector = vectors.find(({ id }) => name === `${id}.json`);
      const refusal = vector === undefined ? 501 : 400;
      return { name, code: 0, statusCode: vector?.expected === 'valid' ? 200 : refusal, isLogged: true };
    });
    expect(answered).toEqual(expected);
    expect(names.length).toBeGreaterThan(vectors.length);
  }, 400_000);

  it('processes a message', async () => {
    const path = resolve('events/fc/worker-one-upload.json');
    const { code, stdout, stderr } = await aliyun(['invoke', 'local', '-f', 'worker', '-p', path]);
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('"msg":"upload processed"');
  }, 240_000);

  it('keeps what was given up', async () => {
    const path = resolve('events/fc/dead-letters-one-failure.json');
    const { code, stdout } = await aliyun(['invoke', 'local', '-f', 'dead-letters', '-p', path]);
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: '' });
  }, 240_000);

  it('fails where the function would be called again', async () => {
    const { code, stdout, stderr } = await aliyun(['invoke', 'local', '-f', 'worker', '--data', '{"v":99}']);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('ERR_INVOCATION_FAILED: worker failed');
  }, 240_000);
});
