import { runScript } from '../helpers/run-script.ts';

const start = (env: object) =>
  runScript(`
    import { composeReceiver } from './handlers/compose-receiver.ts';
    import { createDiscardQueue } from './lib/queue/discard-queue.ts';
    composeReceiver(${JSON.stringify(env)}, { queue: createDiscardQueue() });
  `);

describe('composeReceiver with TRUST', () => {
  it.each([{}, { TRUST: 'signature' }, { TRUST: 'signature', AWS_LAMBDA_FUNCTION_NAME: 'callback' }])(
    'warns at its start what the signature alone does not prove: %j',
    async (env) => {
      const { code, stdout } = await start(env);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        level: 'warn',
        trust: 'signature',
        msg: expect.stringContaining('anyone with an Alibaba Cloud account can have OSS sign a callback') as string,
      });
    },
  );

  it.each([{ TRUST: 'confirm' }, { TRUST: 'ticket', OSS_TICKET_SECRET: 'x'.repeat(32) }])(
    'says nothing of it otherwise: %j',
    async (env) => {
      expect(await start(env)).toMatchObject({ code: 0, stdout: '' });
    },
  );

  it.each([
    [{ AWS_LAMBDA_FUNCTION_NAME: 'callback' }, 'TRUST must be stated where the function is deployed'],
    [{ TRUST: 'nothing' }, 'TRUST must be one of ticket, confirm, signature'],
    [{ AWS_LAMBDA_FUNCTION_NAME: 'callback', TRUST: 'ticket' }, 'OSS_TICKET_SECRET_NAME must be stated'],
    [{ TRUST: 'ticket', QUEUE: 'sqs' }, 'OSS_TICKET_SECRET must be stated'],
    [{ TRUST: 'ticket', OSS_TICKET_SECRET_NAME: 'a' }, 'OSS_TICKET_SECRET_NAME cannot be read on this platform'],
  ])('refuses to start with %j', async (env, message) => {
    const { code, stderr } = await start(env);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
  });
});
