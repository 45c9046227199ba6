/** Which service of AWS keeps a secret, and under which name. */
export interface AwsSecretName {
  readonly service: 'secretsmanager' | 'ssm';
  /** The name or, of Secrets Manager, the ARN. */
  readonly id: string;
  /** Of the ARN, where the name is one. */
  readonly region?: string;
}

const ARN = /^arn:[\w-]+:(secretsmanager|ssm):([\w-]+):\d+:(?:secret:|parameter\/)(.+)$/;

/**
 * Reads the name of a secret: an ARN of Secrets Manager or of a parameter of Systems Manager; `ssm:NAME` or a name that
 * begins with `/`: such a parameter; any other: the name of a secret of Secrets Manager.
 */
export function parseAwsSecretName(name: string): AwsSecretName {
  const [, service, region, resource] = ARN.exec(name) ?? [];
  if (service === 'secretsmanager' && region) return { service, id: name, region };
  if (service === 'ssm' && region && resource) {
    // An ARN does not repeat the slash with which a name of several parts begins.
    return { service, id: resource.includes('/') ? `/${resource}` : resource, region };
  }
  if (name.startsWith('ssm:')) return { service: 'ssm', id: name.slice('ssm:'.length) };
  return { service: name.startsWith('/') ? 'ssm' : 'secretsmanager', id: name };
}
