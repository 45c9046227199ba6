import { readFileSync } from 'node:fs';
import { startFakeAliyunAccount } from '../../helpers/fake-aliyun-account.ts';
import { stageOn } from '../../helpers/fc-deployment.ts';

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

const policies = [
  ...readFileSync('lib/deploy/aliyun/README.md', 'utf8').matchAll(/```json\n(\{\s+"Version": "1"[^]*?)```/g),
].map(([, json]) => JSON.parse(json ?? '') as Policy);
const actionsOf = (policy?: Policy) => (policy?.Statement ?? []).flatMap(({ Action }) => Action);

describe('the RAM policies of the README beside the code', () => {
  it('let a deployer make every call of a deployment and of a removal', async () => {
    const account = await startFakeAliyunAccount();
    const stage = stageOn(account);
    const env = { RESERVED_CONCURRENCY: '20', CUSTOM_DOMAIN: 'up.example.com' };
    const called = new Set<string>();
    const remember = () => {
      for (const { action } of account.calls) called.add(`${/Metric/.test(action) ? 'cms' : 'fc'}:${action}`);
    };
    await stage.deploy(env);
    remember();
    await stage.deploy({ ...env, ACK_BUDGET_MS: '3000' });
    remember();
    await stage.remove(env);
    remember();
    await account.stop();
    const allowed = actionsOf(policies[0]).map((pattern) => new RegExp(`^${pattern.replaceAll('*', '\\w*')}$`));
    expect(called.size).toBeGreaterThan(15);
    expect([...called].filter((action) => !allowed.some((pattern) => pattern.test(action)))).toEqual([]);
  });

  it('give each function what it calls, and no more', () => {
    expect(policies.slice(1).map(actionsOf)).toEqual([
      ['fc:InvokeFunction', 'kms:GetSecretValue', 'log:PostLogStoreLogs'],
      ['kms:GetSecretValue', 'fc:InvokeFunction', 'log:PostLogStoreLogs'],
    ]);
  });
});
