import type { Finding, Position, Severity } from '../../lib/params/finding.ts';
import { lintCallback } from '../../lib/params/lint-callback.ts';
import type { RuleCode } from '../../lib/params/rule-code.ts';
import { fixCallback } from '../../lib/params/fix-callback.ts';
import { describeFinding } from '../../lib/diagnostics/describe-finding.ts';

/** Something that the rule has no finding for. */
export interface ValidCase {
  readonly name: string;
  readonly text: string;
  /** Names of the bucket's callback policies, where they are known. */
  readonly callbackPolicies?: readonly string[];
}

/** Something that it has exactly one finding for, unless `count` says otherwise. */
export interface InvalidCase extends ValidCase {
  readonly severity?: Severity;
  readonly args?: Finding['args'];
  /** What stands at the place that the finding shows; absent where it shows none. */
  readonly at?: string;
  /** The text in which that place is; not looked at where not given. */
  readonly in?: Position['in'];
  /** Fields of the callback after all fixes, or of the variables where the fix is theirs; `undefined` where one is gone. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly count?: number;
}

/** The fields of a good callback, as JSON, with changes; `undefined` takes a field away. */
export function callbackWith(changes: object): string {
  const good = {
    callbackUrl: 'https://example.com/callback',
    callbackBody: 'bucket=${bucket}&object=${object}&reqId=${reqId}',
    callbackSNI: true,
  };
  return JSON.stringify({ ...good, ...changes });
}

/** Standard base64 of a text, or of a value as JSON. */
export function base64(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
}

/** Header lines with a good callback that uses the variables, and these variables. */
export function headersWith(vars: unknown, changes: object = {}): string {
  const names = typeof vars === 'object' && vars !== null ? Object.keys(vars) : [];
  const body = ['bucket=${bucket}&object=${object}&reqId=${reqId}', ...names.map((name) => `v=\${${name}}`)].join('&');
  const callback = base64(callbackWith({ callbackBody: body, ...changes }));
  return `x-oss-callback: ${callback}\nx-oss-callback-var: ${base64(vars)}`;
}

/** Runs one rule on a table of good and bad examples; what it finds must also have words. */
export function testRule(
  code: RuleCode,
  table: { valid: readonly ValidCase[]; invalid: readonly InvalidCase[] },
): void {
  const findings = ({ text, callbackPolicies }: ValidCase): Finding[] =>
    lintCallback(text, { ...(callbackPolicies && { callbackPolicies }) }).filter((finding) => finding.code === code);
  describe(code, () => {
    it.each(table.valid)('lets pass: $name', (valid) => {
      expect(findings(valid)).toEqual([]);
    });
    it.each(table.invalid)('finds: $name', (invalid) => {
      const { severity = 'error', args, at, fixed, count = 1 } = invalid;
      const found = findings(invalid);
      expect(found).toHaveLength(count);
      const [finding] = found;
      expect(finding).toMatchObject({ severity });
      if (args) expect(finding!.args).toEqual(args);
      const { position } = finding!;
      if (invalid.in) expect(position?.in).toBe(invalid.in);
      expect(position?.excerpt.slice(position.caret).slice(0, at?.length ?? 0)).toBe(at);
      expect(describeFinding(finding!).message).toMatch(/^\S[^]*[.?]$/);
      expect(describeFinding(finding!).message).not.toMatch(/undefined|\$\{\}/);
      expect(finding!.fix !== undefined).toBe(fixed !== undefined);
      if (fixed) {
        const { callback, vars } = fixCallback(invalid.text);
        const after = finding!.fix?.target === 'callback-var' ? vars : callback;
        expect(Object.fromEntries(Object.keys(fixed).map((name) => [name, after?.[name]]))).toEqual(fixed);
      }
    });
  });
}
