import type { Env } from '../config.ts';
import { ConfigInvalidError } from '../errors.ts';
import { parseAwsSecretName } from '../secrets/aws-secret-name.ts';
import { parseTrust } from '../trust.ts';
import type { TemplateValue, VariableSource } from './serverless.ts';

// Of both services. No wildcard of IAM is among them, so a name never grants more than the one secret.
const NAME = /^(?:arn:[\w-]+:(?:secretsmanager|ssm):[\w-]+:\d+:)?[\w/+=.@:-]+$/;

/**
 * Variables of serverless.yml that YAML cannot compute: `${trustHas(TRUST):RULE}`, `true` or `false`, and
 * `${secretGrant:VARIABLE}`, the statement of a role that may read the one secret which that variable names.
 */
export function deploymentVariables(env: Env): Readonly<Record<'trustHas' | 'secretGrant', VariableSource>> {
  return {
    trustHas: {
      resolve: ({ address, params }) => ({ value: String(rulesOf(params?.[0]).includes(address)) }),
    },
    secretGrant: { resolve: ({ address }) => ({ value: grantOf(address, env[address] ?? '') }) },
  };
}

/** What cannot be read is told when the settings are checked, in words of its own. */
function rulesOf(trust = ''): readonly string[] {
  try {
    return parseTrust(trust);
  } catch {
    return [];
  }
}

function grantOf(variable: string, name: string): TemplateValue {
  if (name === '') return { Ref: 'AWS::NoValue' };
  if (!NAME.test(name)) {
    throw new ConfigInvalidError(
      `${variable} must be the name or ARN of a secret of Secrets Manager or of a parameter, got ${JSON.stringify(name)}`,
    );
  }
  const { service } = parseAwsSecretName(name);
  const Action = service === 'ssm' ? 'ssm:GetParameter' : 'secretsmanager:GetSecretValue';
  return { Effect: 'Allow', Action, Resource: name.startsWith('arn:') ? name : arnOf(name) };
}

function arnOf(name: string): TemplateValue {
  const { service, id } = parseAwsSecretName(name);
  // Secrets Manager ends each ARN with six characters of its own.
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
  const resource = service === 'ssm' ? `parameter/${id.replace(/^\//, '')}` : `secret:${id}-??????`;
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}` };
}
