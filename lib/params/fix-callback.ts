import { encodeBase64 } from './base64.ts';
import type { CallbackInput } from './callback-input.ts';
import type { Finding, Fix } from './finding.ts';
import { createLintContext } from './lint-context.ts';
import { lintCallback, type LintOptions } from './lint-callback.ts';
import { readInput } from './read-input.ts';
import type { CallbackParameters } from './validate-callback.ts';

/** A callback after its fixes. */
export interface FixedCallback {
  /** The callback's JSON; absent where there was none that could be mended. */
  readonly callback?: Readonly<Record<string, unknown>>;
  /** The variables' JSON, where there were any. */
  readonly vars?: Readonly<Record<string, unknown>>;
  /** What had a fix, in the order in which it was mended. */
  readonly fixed: readonly Finding[];
  /** What is left. */
  readonly findings: readonly Finding[];
}

// One fix a round; two that undid each other would go on for ever.
const MAX_ROUNDS = 100;

/** Mends what the linter knows how to mend. Never throws. */
export function fixCallback(text: string, options: LintOptions = {}): FixedCallback {
  let input = readInput(text);
  const fixed: Finding[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const finding = lintCallback(input, options).find(({ fix }) => fix !== undefined);
    if (!finding?.fix) break;
    fixed.push(finding);
    input = withFix(input, finding.fix);
  }
  const { callback, vars } = createLintContext(input);
  return {
    ...(callback?.value && { callback: callback.value }),
    ...(vars?.value && { vars: vars.value }),
    fixed,
    findings: lintCallback(input, options),
  };
}

function withFix(input: CallbackInput, { target, set, remove }: Fix): CallbackInput {
  const context = createLintContext(input);
  const before = (target === 'callback' ? context.callback : context.vars)?.value ?? {};
  const kept = Object.entries(before).filter(([name]) => !remove?.includes(name));
  const encoded = encodeBase64(JSON.stringify(Object.fromEntries([...kept, ...Object.entries(set)])));
  const { parameters } = input;
  const way = target === 'callback' ? wayOf(parameters) : parameters.queryVar ? 'queryVar' : 'headerVar';
  return { ...input, parameters: { ...parameters, [way]: encoded } };
}

const wayOf = ({ header, query }: CallbackParameters): keyof CallbackParameters =>
  header ? 'header' : query ? 'query' : 'form';
