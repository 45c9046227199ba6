import { SecretUnavailableError } from '../../lib/errors.ts';
import { createAwsSecretSource } from '../../lib/secrets/aws-secret-source.ts';
import { parseAwsSecretName } from '../../lib/secrets/aws-secret-name.ts';
import { startFakeAws, type AwsAnswer, type AwsCall, type FakeAws } from '../helpers/fake-aws.ts';

const CREDENTIALS = () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' });
let fake: FakeAws | undefined;

afterEach(async () => {
  await fake?.stop();
  fake = undefined;
});

async function readFrom(name: string, answer: (call: AwsCall) => AwsAnswer): Promise<readonly string[]> {
  fake = await startFakeAws(answer);
  const { endpoint } = fake;
  const endpoints = { secretsmanager: endpoint, ssm: endpoint };
  const source = createAwsSecretSource({ name, region: 'eu-west-1', credentials: CREDENTIALS, endpoints });
  return source.read(AbortSignal.timeout(5_000));
}

describe('createAwsSecretSource', () => {
  it('reads both versions of a secret of Secrets Manager, the current one first', async () => {
    const versions = await readFrom('oss/ticket', ({ input }) => ({
      output: { SecretString: input['VersionStage'] === 'AWSCURRENT' ? 'new' : 'old' },
    }));

    expect(versions).toEqual(['new', 'old']);
    expect(fake?.calls.map(({ target, input }) => [target, input['SecretId']])).toEqual([
      ['secretsmanager.GetSecretValue', 'oss/ticket'],
      ['secretsmanager.GetSecretValue', 'oss/ticket'],
    ]);
    const { authorization, ...headers } = fake?.calls[0]?.headers ?? {};
    expect(headers).toMatchObject({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-security-token': 'token' });
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/secretsmanager\//);
  });

  it('reads the only version of a secret that was never changed', async () => {
    const versions = await readFrom('oss/ticket', ({ input }) =>
      input['VersionStage'] === 'AWSCURRENT'
        ? { output: { SecretString: 'new' } }
        : { status: 400, type: 'ResourceNotFoundException' },
    );
    expect(versions).toEqual(['new']);
  });

  it('reads a parameter and its version before', async () => {
    const versions = await readFrom('/oss/ticket', ({ input }) => ({
      output: {
        Parameter: input['Name'] === '/oss/ticket' ? { Value: 'new', Version: 7 } : { Value: 'old', Version: 6 },
      },
    }));

    expect(versions).toEqual(['new', 'old']);
    expect(fake?.calls.map(({ target, input }) => [target, input])).toEqual([
      ['AmazonSSM.GetParameter', { Name: '/oss/ticket', WithDecryption: true }],
      ['AmazonSSM.GetParameter', { Name: '/oss/ticket:6', WithDecryption: true }],
    ]);
  });

  it.each<[string, AwsAnswer]>([
    ['that has one version', { output: { Parameter: { Value: 'new', Version: 1 } } }],
    ['whose version before is gone', undefined],
  ])('reads a parameter %s', async (_name, answer) => {
    const versions = await readFrom('ssm:ticket', ({ input }) => {
      if (answer !== undefined) return answer;
      return input['Name'] === 'ticket'
        ? { output: { Parameter: { Value: 'new', Version: 200 } } }
        : { status: 400, type: 'ParameterVersionNotFound' };
    });
    expect(versions).toEqual(['new']);
  });

  it('says why it cannot read, without a secret in it', async () => {
    const reading = readFrom('oss/ticket', () => ({ status: 400, type: 'AccessDeniedException' }));
    await expect(reading).rejects.toThrow(SecretUnavailableError);
    await expect(reading).rejects.toMatchObject({
      code: 'ERR_SECRET_UNAVAILABLE',
      secretName: 'oss/ticket',
      message: 'could not read the secret oss/ticket: GetSecretValue answered 400, AccessDeniedException',
    });
  });

  it.each<[string, AwsAnswer]>([
    ['stumbles', { status: 500, type: 'InternalServiceError' }],
    ['throttles', { status: 400, type: 'ThrottlingException' }],
    ['is asked too often', { status: 429, type: 'TooManyRequestsException' }],
    ['hangs up', 'hang up'],
  ])('asks four times at most, with longer and longer pauses, where the service %s', async (_name, stumble) => {
    const asked: number[] = [];
    const versions = await readFrom('ssm:ticket', () => {
      asked.push(performance.now());
      return asked.length < 4 ? stumble : { output: { Parameter: { Value: 'new', Version: 1 } } };
    });
    expect(versions).toEqual(['new']);
    // At least half of 50, 100 and 200 ms; a timer may fire a millisecond early.
    const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
    expect(pauses.map((ms, index) => ms >= 24 * 2 ** index)).toEqual([true, true, true]);

    await fake?.stop();
    await expect(readFrom('ssm:ticket', () => stumble)).rejects.toThrow(SecretUnavailableError);
    expect(fake?.calls).toHaveLength(4);
  });

  it('asks once where another attempt would fare no better', async () => {
    await expect(readFrom('ssm:ticket', () => ({ status: 400, type: 'ValidationException' }))).rejects.toThrow(
      'GetParameter answered 400, ValidationException',
    );
    expect(fake?.calls).toHaveLength(1);
  });

  it('does not ask again when the time is over', async () => {
    const controller = new AbortController();
    fake = await startFakeAws(() => {
      // Within the first pause, which is 25 ms at least.
      setTimeout(() => {
        controller.abort();
      }, 15);
      return { status: 400, type: 'ThrottlingException' };
    });
    const endpoints = { ssm: fake.endpoint };
    const source = createAwsSecretSource({ name: 'ssm:a', region: 'eu-west-1', credentials: CREDENTIALS, endpoints });
    const reading = source.read(controller.signal);
    await expect(reading).rejects.toThrow('GetParameter answered 400, ThrottlingException');
    expect(fake.calls).toHaveLength(1);
  });

  it('refuses a secret without text', async () => {
    await expect(readFrom('oss/ticket', () => ({ output: { SecretBinary: 'AAAA' } }))).rejects.toThrow(
      'it has no text',
    );
  });

  it('gives up when it is told to', async () => {
    fake = await startFakeAws(() => undefined);
    const endpoints = { secretsmanager: fake.endpoint };
    const source = createAwsSecretSource({ name: 'a', region: 'eu-west-1', credentials: CREDENTIALS, endpoints });
    await expect(source.read(AbortSignal.timeout(50))).rejects.toThrow(SecretUnavailableError);
  });
});

describe('parseAwsSecretName', () => {
  it.each([
    ['oss/ticket', { service: 'secretsmanager', id: 'oss/ticket' }],
    ['/oss/ticket', { service: 'ssm', id: '/oss/ticket' }],
    ['ssm:ticket', { service: 'ssm', id: 'ticket' }],
    [
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:oss/ticket-AbCdEf',
      {
        service: 'secretsmanager',
        id: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:oss/ticket-AbCdEf',
        region: 'eu-west-1',
      },
    ],
    [
      'arn:aws-cn:ssm:cn-north-1:123456789012:parameter/oss/ticket',
      { service: 'ssm', id: '/oss/ticket', region: 'cn-north-1' },
    ],
    ['arn:aws:ssm:eu-west-1:123456789012:parameter/ticket', { service: 'ssm', id: 'ticket', region: 'eu-west-1' }],
  ])('reads %s', (name, expected) => {
    expect(parseAwsSecretName(name)).toEqual(expected);
  });
});
