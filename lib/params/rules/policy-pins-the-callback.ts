import { decodeBase64 } from '../base64.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import type { Draft, Rule } from '../rule.ts';

/**
 * The policy of a form holds the very callback: without it, whoever has the form may send the callback elsewhere, or leave it out.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/postobject
 */
export const policyPinsTheCallback: Rule = {
  severity: 'warning',
  check: ({ input }): readonly Draft[] => {
    const { form } = input.parameters;
    if (input.policy === undefined || form === undefined) return [];
    const conditions = conditionsOf(input.policy);
    if (!conditions) return [{ args: { kind: 'unreadable' } }];
    const pinned = conditions.flatMap(pinnedCallback);
    if (pinned.length === 0) return [{ args: { kind: 'unpinned' } }];
    return pinned.every((callback) => callback === form) ? [] : [{ severity: 'error', args: { kind: 'other' } }];
  },
};

function conditionsOf(policy: string): readonly unknown[] | undefined {
  const conditions = parseJsonObject(decodeBase64(policy) ?? policy)?.['conditions'];
  return Array.isArray(conditions) ? (conditions as readonly unknown[]) : undefined;
}

/** The callback that a condition demands: `{"callback": …}` or `["eq", "$callback", …]`. */
function pinnedCallback(condition: unknown): unknown[] {
  if (!Array.isArray(condition)) {
    return Object.entries(condition ?? {}).flatMap(([name, value]) =>
      name.toLowerCase() === 'callback' ? [value as unknown] : [],
    );
  }
  const [operator, name, value] = condition as unknown[];
  return operator === 'eq' && String(name).toLowerCase() === '$callback' ? [value] : [];
}
