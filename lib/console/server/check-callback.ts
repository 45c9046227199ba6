import { describeFinding } from '../../diagnostics/describe-finding.ts';
import { encodeBase64 } from '../../params/base64.ts';
import { DEFAULT_BODY_TYPE } from '../../params/callback.ts';
import { isJson } from '../../params/is-json.ts';
import { lintCallback } from '../../params/lint-callback.ts';
import { parseBody } from '../../params/parse-body.ts';
import { parseJsonObject } from '../../params/parse-json-object.ts';
import { parseTemplate } from '../../params/parse-template.ts';
import { renderBody, type VariableValues } from '../../params/render-body.ts';
import type { RuleCode } from '../../params/rule-code.ts';
import { sampleValues } from '../../params/sample-values.ts';
import type { CheckedCallback } from '../checked-callback.ts';

/** What stands in the editor. */
export interface EditedCallback {
  readonly callback: string;
  readonly vars: string;
  /** Values that are known already, by OSS's names. */
  readonly values: VariableValues;
}

// What holds for OSS and cannot hold for a receiver on the same machine.
const ABOUT_ADDRESSES: ReadonlySet<RuleCode> = new Set(['callback-host-is-public', 'callback-url-is-https']);

/** Finds what is wrong with a callback, and what its body would be. Never throws. */
export function checkCallback(edited: EditedCallback, localUrl: string): CheckedCallback {
  if (edited.callback.trim() === '') return { findings: [] };
  const fields = parseJsonObject(edited.callback);
  const url = fields?.['callbackUrl'];
  const isLocal = typeof url === 'string' && url.startsWith(localUrl);
  const findings = lintCallback({
    kind: 'json',
    text: edited.callback,
    isWhole: true,
    parameters: {
      header: encodeBase64(edited.callback),
      ...(edited.vars.trim() !== '' && { headerVar: encodeBase64(edited.vars) }),
    },
  });
  const shown = findings
    .filter(({ code }) => !isLocal || !ABOUT_ADDRESSES.has(code))
    .map((finding) => {
      const { code, severity, message, ec, position, words } = describeFinding(finding);
      return {
        code,
        severity,
        message,
        ...(ec !== undefined && { ec }),
        ...(position && { position }),
        fix: words.fix,
      };
    });
  return { findings: shown, ...(fields && render(fields, edited)) };
}

function render(
  { callbackBody, callbackBodyType = DEFAULT_BODY_TYPE }: Readonly<Record<string, unknown>>,
  { vars, values }: EditedCallback,
): Omit<CheckedCallback, 'findings'> {
  if (typeof callbackBody !== 'string') return {};
  const bodyType = callbackBodyType === 'application/json' ? callbackBodyType : DEFAULT_BODY_TYPE;
  const custom = Object.entries(parseJsonObject(vars) ?? {}).map(([name, value]) => [name, String(value)] as const);
  const all = { ...sampleValues(parseTemplate(callbackBody)), ...values, ...Object.fromEntries(custom) };
  const rendered = renderBody(callbackBody, all, bodyType);
  const parsed = parseBody(Buffer.from(rendered));
  const notJson =
    bodyType === 'application/json' && !isJson(rendered) ? 'it is not the JSON that its type says' : undefined;
  const problem = parsed.problem ?? notJson;
  return { rendered, bodyType, ...(problem !== undefined && { problem }) };
}
