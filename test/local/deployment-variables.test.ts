import { deploymentVariables } from '../../lib/local/deployment-variables.ts';

const trustHas = (trust: string, address: string) =>
  deploymentVariables({}).trustHas.resolve({ address, params: [trust] }).value;
const grant = (name: string) => deploymentVariables({ NAME: name }).secretGrant.resolve({ address: 'NAME' }).value;
const inAccount = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

describe('trustHas', () => {
  it.each([
    ['ticket', 'ticket', 'true'],
    ['confirm + ticket', 'ticket', 'true'],
    ['signature+confirm', 'ticket', 'false'],
    ['signature', 'confirm', 'false'],
    ['', 'ticket', 'false'],
    ['nonsense', 'ticket', 'false'],
  ])('of %j asked for %s is %s', (trust, rule, expected) => {
    expect(trustHas(trust, rule)).toBe(expected);
  });
});

describe('secretGrant', () => {
  it.each([
    ['ticket/secret', 'secretsmanager:GetSecretValue', inAccount('secretsmanager', 'secret:ticket/secret-??????')],
    ['/oss/credentials', 'ssm:GetParameter', inAccount('ssm', 'parameter/oss/credentials')],
    ['ssm:token', 'ssm:GetParameter', inAccount('ssm', 'parameter/token')],
    [
      'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:t-AbCdEf',
      'secretsmanager:GetSecretValue',
      'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:t-AbCdEf',
    ],
    [
      'arn:aws:ssm:eu-central-1:123456789012:parameter/oss/credentials',
      'ssm:GetParameter',
      'arn:aws:ssm:eu-central-1:123456789012:parameter/oss/credentials',
    ],
  ])('of %s reads that one and nothing else', (name, Action, Resource) => {
    expect(grant(name)).toEqual({ Effect: 'Allow', Action, Resource });
  });

  it('of no name is nothing', () => {
    expect(grant('')).toEqual({ Ref: 'AWS::NoValue' });
  });

  it.each(['*', 'a?', 'arn:aws:ssm:eu-central-1:1:parameter/*', '${AWS::Region}', 'the secret itself'])(
    'refuses %s, which is no name of a secret',
    (name) => {
      expect(() => grant(name)).toThrow('NAME must be the name or ARN of a secret');
    },
  );
});
