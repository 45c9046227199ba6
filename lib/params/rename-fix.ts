import type { Fix } from './finding.ts';
import type { LintContext } from './lint-context.ts';

/** Gives a custom variable another name; `undefined` where that name is taken, or the variable is not in `callback-var`. */
export function renameFix({ vars }: LintContext, name: string, newName: string): Fix | undefined {
  if (!vars?.value || Object.hasOwn(vars.value, newName)) return undefined;
  return { target: 'callback-var', set: { [newName]: vars.value[name] }, remove: [name] };
}
