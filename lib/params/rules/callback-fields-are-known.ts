import { CALLBACK_FIELDS, INVITED_FIELDS } from '../callback.ts';
import { fieldPosition } from '../lint-context.ts';
import { nearest } from '../nearest.ts';
import type { Rule } from '../rule.ts';

/** The callback has no field that OSS does not know: it would be passed over in silence. */
export const callbackFieldsAreKnown: Rule = {
  severity: 'warning',
  check: (context) => {
    const known: readonly string[] = [...CALLBACK_FIELDS, ...INVITED_FIELDS];
    return Object.entries(context.fields)
      .filter(([name]) => !known.includes(name))
      .map(([name, value]) => {
        const meant = nearest(name, known);
        const isFree = meant !== undefined && context.fields[meant] === undefined;
        return {
          position: fieldPosition(context, name),
          args: { name, meant: meant ?? '' },
          fix: isFree ? { target: 'callback' as const, set: { [meant]: value }, remove: [name] } : undefined,
        };
      });
  },
};
