import { CloudCallError } from '../../../lib/deploy/aliyun/errors.ts';
import { startFakeAliyunAccount, type FakeAliyunAccount } from '../../helpers/fake-aliyun-account.ts';
import { stageOn } from '../../helpers/fc-deployment.ts';

let account: FakeAliyunAccount;
let stage: ReturnType<typeof stageOn>;
beforeEach(async () => {
  account = await startFakeAliyunAccount();
  stage = stageOn(account);
});
afterEach(async () => {
  await account.stop();
});

describe('removing a stage', () => {
  it('leaves nothing that was made, and all else', async () => {
    await stage.deploy({ RESERVED_CONCURRENCY: '20', CUSTOM_DOMAIN: 'up.example.com' });
    account.fc3.state.functions.set('somebody-elses', {});
    // The domain is known from what was deployed, not from what is declared now.
    await stage.remove();
    const { functions, triggers, asyncConfigs, concurrency, domains } = account.fc3.state;
    expect([...functions.keys()]).toEqual(['somebody-elses']);
    expect([triggers, asyncConfigs, concurrency, domains, account.cms.rules].map(({ size }) => size)).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(account.refused).toEqual([]);
    const { changes, printed } = await stage.remove();
    expect({ changes, printed }).toEqual({ changes: [], printed: 'Nothing to remove.' });
  });

  it('goes on where it failed', async () => {
    await stage.deploy({ CUSTOM_DOMAIN: 'up.example.com' });
    account.failNext('DeleteTrigger');
    await expect(stage.remove()).rejects.toThrow(CloudCallError);
    await stage.remove();
    expect([account.fc3.state.functions.size, account.fc3.state.domains.size]).toEqual([0, 0]);
  });
});
