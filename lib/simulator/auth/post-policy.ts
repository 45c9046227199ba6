import { accessDenied, entityTooLarge } from '../oss-errors.ts';
import { OssError } from '../oss-error.ts';

/** A PostObject policy. */
export interface PostPolicy {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly conditions: readonly PostCondition[];
}

/** One condition: what a field must be, or how large the object. */
export type PostCondition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'in' | 'not-in'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'content-length-range'; readonly min: number; readonly max: number };

// https://www.alibabacloud.com/help/en/oss/developer-reference/postobject#section-d5z-1ww-wdb
const MAX_LENGTH = 5_368_709_120;

/**
 * Reads a policy: base64 of JSON with `expiration` and `conditions`.
 * @throws {OssError} `InvalidPolicyDocument`.
 */
export function parsePostPolicy(encoded: string): PostPolicy {
  const document = parseDocument(encoded);
  const { expiration, conditions } = document;
  const isDate = typeof expiration === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(expiration);
  const expiresAt = isDate ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(expiresAt)) throw invalidPolicy(`Invalid expiration: ${JSON.stringify(expiration)}`);
  if (!Array.isArray(conditions) || conditions.length === 0) {
    throw invalidPolicy('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  }
  return { expiresAt, conditions: conditions.map(parseCondition) };
}

function parseDocument(encoded: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(encoded, 'base64').toString());
  } catch (error) {
    throw invalidPolicy(`Invalid JSON: ${(error as Error).message}`);
  }
  if (typeof document !== 'object' || document === null) throw invalidPolicy('Invalid JSON: an object is expected');
  return document as Record<string, unknown>;
}

function parseCondition(condition: unknown): PostCondition {
  if (Array.isArray(condition)) return parseListCondition(condition as unknown[]);
  const entries = typeof condition === 'object' && condition !== null ? Object.entries(condition) : [];
  const [[field, value] = ['', undefined]] = entries;
  if (entries.length !== 1 || typeof value !== 'string') {
    throw invalidPolicy(
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
      '0006-00000222',
    );
  }
  return { kind: 'eq', field: field.toLowerCase(), value };
}

function parseListCondition(condition: readonly unknown[]): PostCondition {
  const [mode, first, second] = condition;
  const kind = typeof mode === 'string' ? mode.toLowerCase() : '';
  if (kind === 'content-length-range' && Number.isInteger(first) && Number.isInteger(second)) {
    return { kind, min: first as number, max: second as number };
  }
  const field = typeof first === 'string' && first.startsWith('$') ? first.slice(1).toLowerCase() : '';
  if (field !== '' && condition.length === 3) {
    if ((kind === 'eq' || kind === 'starts-with') && typeof second === 'string') return { kind, field, value: second };
    if ((kind === 'in' || kind === 'not-in') && isStringList(second)) return { kind, field, values: second };
  }
  throw invalidPolicy(`Invalid Condition: ${JSON.stringify(condition)}`, '0006-00000216');
}

const isStringList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function invalidPolicy(message: string, ec?: string): OssError {
  return new OssError({ status: 400, code: 'InvalidPolicyDocument', message: `Invalid Policy: ${message}`, ec });
}

/**
 * Checks expiry and all conditions on fields. Fields come by lower-case name, `bucket` among them.
 * @throws {OssError} `AccessDenied`, naming the condition.
 */
export function assertPostPolicy(policy: PostPolicy, fields: ReadonlyMap<string, string>, now: number): void {
  if (policy.expiresAt < now) throw accessDenied('Invalid according to Policy: Policy expired.');
  const failed = policy.conditions.find((condition) => !holds(condition, fields));
  if (!failed) return;
  throw accessDenied(`Invalid according to Policy: Policy Condition failed: ${describe(failed)}`);
}

function holds(condition: PostCondition, fields: ReadonlyMap<string, string>): boolean {
  if (condition.kind === 'content-length-range') return true;
  const given = fields.get(condition.field) ?? '';
  switch (condition.kind) {
    case 'eq':
      return given === condition.value;
    case 'starts-with':
      return given.startsWith(condition.value);
    case 'in':
      return condition.values.includes(given);
    case 'not-in':
      return !condition.values.includes(given);
  }
}

function describe(condition: Exclude<PostCondition, { kind: 'content-length-range' }> | PostCondition): string {
  if (condition.kind === 'content-length-range') return JSON.stringify([condition.kind, condition.min, condition.max]);
  const value = 'values' in condition ? JSON.stringify(condition.values) : JSON.stringify(condition.value);
  return `["${condition.kind}", ${JSON.stringify(`$${condition.field}`)}, ${value}]`;
}

/** The range of sizes that a policy allows, in bytes; without one, up to 5 GB. */
export function allowedLength(policy: PostPolicy | undefined): { readonly min: number; readonly max: number } {
  const ranges = (policy?.conditions ?? []).filter((condition) => condition.kind === 'content-length-range');
  return {
    min: Math.max(0, ...ranges.map(({ min }) => min)),
    max: Math.min(MAX_LENGTH, ...ranges.map(({ max }) => max)),
  };
}

/**
 * Checks the size of the object so far, or as it is at the end.
 * @throws {OssError} `EntityTooLarge` or `EntityTooSmall`.
 */
export function assertLength(bytes: number, { min, max }: { readonly min: number; readonly max: number }): void {
  if (bytes > max) throw entityTooLarge(max);
  if (bytes >= min) return;
  throw new OssError({
    status: 400,
    code: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size.',
    details: { MinSizeAllowed: String(min), ProposedSize: String(bytes) },
  });
}
