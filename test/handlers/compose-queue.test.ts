import { composeQueue, environmentCredentials } from '../../handlers/compose-queue.ts';
import type { Env, QueueConfig } from '../../lib/config.ts';
import { ConfigInvalidError } from '../../lib/errors.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import { CREDENTIALS, startFakeSqs, type FakeSqs } from '../helpers/fake-sqs.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

const url = 'https://sqs.eu-central-1.amazonaws.com/123456789012/uploads';
const compose = (config: QueueConfig, env: Env = {}): MessageQueue =>
  composeQueue(config, env, { credentials: () => CREDENTIALS });
const enqueue = (queue: MessageQueue): Promise<void> =>
  queue.enqueue(uploadMessage('one'), { signal: AbortSignal.timeout(3_000) });
let sqs: FakeSqs;
beforeAll(async () => {
  sqs = await startFakeSqs();
});
afterAll(() => sqs.stop());

describe('composeQueue', () => {
  it.each(['memory', 'discard'] as const)('composes a queue of the kind %s', async (kind) => {
    await expect(enqueue(compose({ kind }))).resolves.toBeUndefined();
    expect(sqs.calls).toHaveLength(0);
  });

  it.each<[string, QueueConfig, (endpoint: string) => Env]>([
    ['AWS_ENDPOINT_URL', { kind: 'sqs', url }, (endpoint) => ({ AWS_ENDPOINT_URL: endpoint })],
    [
      'AWS_ENDPOINT_URL_SQS',
      { kind: 'sqs', url },
      (endpoint) => ({ AWS_ENDPOINT_URL_SQS: endpoint, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }),
    ],
    [
      'AWS_ENDPOINT_URL beside an empty one of SQS',
      { kind: 'sqs', url },
      (endpoint) => ({ AWS_ENDPOINT_URL_SQS: '', AWS_ENDPOINT_URL: endpoint }),
    ],
  ])('sends to %s, signed for the region in the URL', async (_name, config, env) => {
    const before = sqs.calls.length;
    await enqueue(compose(config, { ...env(sqs.endpoint), AWS_REGION: 'us-west-2' }));
    expect(sqs.calls[before]).toMatchObject({ isSigned: true, body: { QueueUrl: url } });
  });

  it.each<Env>([{ AWS_REGION: 'eu-central-1' }, { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-central-1' }])(
    'signs for the region of %j where the URL names none',
    async (env) => {
      const before = sqs.calls.length;
      await enqueue(compose({ kind: 'sqs', url: `${sqs.endpoint}/000000000000/uploads` }, env));
      expect(sqs.calls[before]).toMatchObject({ isSigned: true });
    },
  );

  it('names the region where nothing does', () => {
    const config = { kind: 'sqs', url: 'http://localhost:9324/000000000000/uploads' } as const;
    expect(() => compose(config)).toThrow(ConfigInvalidError);
    expect(() => compose(config, { AWS_REGION: '' })).toThrow(
      'AWS_REGION must be stated where QUEUE_URL does not name one',
    );
  });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SQS'])('names %s where it is no URL', (name) => {
    for (const value of ['localhost:9324', 'ftp://localhost', 'http://']) {
      expect(() => compose({ kind: 'sqs', url }, { [name]: value })).toThrow(
        `${name} must be an http or https URL, got ${JSON.stringify(value)}`,
      );
    }
  });
});

describe('environmentCredentials', () => {
  it('reads what Lambda puts there, each time', async () => {
    const env: Record<string, string> = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
    const credentials = environmentCredentials(env);
    expect(await credentials()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
    env['AWS_SESSION_TOKEN'] = 'token';
    expect(await credentials()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
    expect(await environmentCredentials({})()).toEqual({ accessKeyId: '', secretAccessKey: '' });
  });
});
