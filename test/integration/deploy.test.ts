import { copyProject } from '../helpers/copy-project.ts';
import { startFakeAwsAccount, type FakeAwsAccount } from '../helpers/fake-aws-account.ts';
import { runServerless, type TestEnv } from '../helpers/run-serverless.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import type { Template } from '../helpers/template.ts';

const project = copyProject(tempDir());
let aws: FakeAwsAccount;
beforeAll(async () => {
  aws = await startFakeAwsAccount();
});
afterAll(async () => {
  await aws.stop();
});

const deploy = (...args: string[]) => deployWith({}, ...args);
const deployWith = (env: TestEnv, ...args: string[]) =>
  runServerless(
    ['deploy', ...args],
    {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'AKIATEST',
      AWS_SECRET_ACCESS_KEY: 'secret',
      // Milliseconds between two looks at a stack.
      SLS_AWS_MONITORING_FREQUENCY: '20',
      TRUST: 'signature',
      ...env,
    },
    project,
  );

describe('serverless deploy', () => {
  it('puts everything on AWS, with nothing prepared', async () => {
    const { code, stdout, stderr } = await deploy('--stage', 'prod', '--region', 'eu-central-1');
    expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
    expect(stderr).toContain('Service deployed to stack oss-callback-receiver-prod');
    expect(stderr + stdout).toContain('/oss/callback');
  }, 60_000);

  it('makes a stack with a bucket first, and then all the rest in it', () => {
    const [bucketOnly, whole] = (aws.stacks.get('oss-callback-receiver-prod')?.templates ?? []).map(
      (template) => JSON.parse(template) as Template,
    );
    expect(Object.keys(bucketOnly!.Resources)).toEqual([
      'ServerlessDeploymentBucket',
      'ServerlessDeploymentBucketPolicy',
    ]);
    expect(Object.keys(whole!.Resources)).toEqual(
      expect.arrayContaining(['CallbackRole', 'UploadsQueue', 'UploadsTable']),
    );
    const keys = ['CallbackLambdaFunction', 'WorkerLambdaFunction'].map(
      (id) => (whole!.Resources[id]!.Properties['Code'] as { S3Key: string }).S3Key,
    );
    for (const key of keys) {
      // A zip archive begins so.
      expect(
        Buffer.from(aws.objects.get(`/${aws.bucket}/${key}`)!)
          .subarray(0, 4)
          .toString('latin1'),
      ).toBe('PK\u0003\u0004');
    }
  });

  it('signs every call for the region it was told', () => {
    expect(aws.calls.length).toBeGreaterThan(10);
    for (const { authorization, region } of aws.calls) {
      expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-central-1\//);
      expect(region).toBe('eu-central-1');
    }
    expect(aws.refused).toEqual([]);
  });

  it('deploys over an earlier deployment', async () => {
    expect((await deploy('--stage', 'prod', '--region', 'eu-central-1', '--force')).code).toBe(0);
    expect(aws.stacks.get('oss-callback-receiver-prod')?.templates).toHaveLength(3);
  }, 60_000);

  it('deploys nothing where a setting is wrong', async () => {
    const before = aws.objects.size;
    const { code, stdout } = await deployWith({ LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(stdout).toContain('LOG_LEVEL must be one of debug, info, warn, error, silent, got "loud"');
    expect(aws.objects.size).toBe(before);
    expect([...aws.stacks.keys()]).toEqual(['oss-callback-receiver-prod']);
  }, 60_000);
});
