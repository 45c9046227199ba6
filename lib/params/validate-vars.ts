import { decodeBase64 } from './base64.ts';
import { LIMITS } from './callback.ts';
import { parseJsonObject } from './parse-json-object.ts';
import { refuse, type Refusal } from './refusal.ts';

/**
 * Judges a `callback-var` as OSS does. Returns the first refusal; `undefined` where it is fine, or absent. Never throws.
 * https://help.aliyun.com/zh/oss/user-guide/0007-00000101 and following
 */
export function validateVars(encoded: string | undefined): Refusal | undefined {
  if (!encoded) return undefined;
  if (Buffer.byteLength(encoded) > LIMITS.base64Bytes) return refuse('callback-var-too-long', encoded);
  const json = decodeBase64(encoded);
  if (json === undefined) return refuse('callback-var-not-base64', encoded);
  const vars = parseJsonObject(json);
  if (!vars) return refuse('callback-var-not-json', json);
  const isFlat = Object.entries(vars).every(([name, value]) => isVarName(name) && typeof value === 'string');
  return isFlat ? undefined : refuse('callback-var-invalid', json);
}

/** Whether a custom variable may be called so: `x:` and a name without upper-case letters, as OSS documents it. */
export function isVarName(name: string): boolean {
  return /^x:[^A-Z]+$/s.test(name);
}

/** Whether a template can also use a custom variable of that name: its `${}` ends at the first brace. */
export function isTemplateVarName(name: string): boolean {
  return isVarName(name) && !/[${}]/.test(name);
}
