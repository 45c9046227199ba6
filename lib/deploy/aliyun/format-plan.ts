import type { Change, Difference } from './plan.ts';
import type { Value } from './resources/resource.ts';

const ENVIRONMENT = 'environmentVariables.';
// What these hold is no secret: choices, paths, limits, and the names under which secrets are kept.
const SHOWN =
  /^(?:TRUST|CALLBACK_\w+|PUBLIC_PATH_PREFIX|QUEUE|STORE|ALIYUN_FC_(?:API|WORKER)|ACK_BUDGET_MS|MAX_BODY_BYTES|RETENTION_DAYS|REVIEW_RULES|LOG_\w+|OSS_(?:REGION|ENDPOINT|ALLOWED_BUCKETS)|KMS_ENDPOINT|DATABASE_MAX_CONNECTIONS|\w+_NAME)$/;
const MARKS = { create: '+', update: '~', remove: '-' } as const;
const MAX_VALUE = 120;

/** Writes changes for a person: one line a resource, one a value. The values of variables that might be secret are not shown. */
export function formatPlan(changes: readonly Change[]): string {
  return changes
    .flatMap((change) => [
      `${MARKS[change.kind]} ${change.resource.title}`,
      ...(change.kind === 'update' ? change.differences.map(formatDifference) : []),
    ])
    .join('\n');
}

function formatDifference({ name, from, to }: Difference): string {
  return `    ${name}: ${formatValue(name, from)} → ${formatValue(name, to)}`;
}

function formatValue(name: string, value: Value): string {
  if (value === undefined || value === null || value === '') return '(none)';
  if (name.startsWith(ENVIRONMENT) && !SHOWN.test(name.slice(ENVIRONMENT.length))) return '***';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
