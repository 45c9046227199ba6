import { LIMITS } from '../callback.ts';
import type { Rule } from '../rule.ts';

/** At most 10 variables of 512 bytes together: OSS's advice. */
export const customVariablesAreFew: Rule = {
  severity: 'warning',
  check: ({ vars, input }) => {
    const pairs = Object.entries({ ...vars?.value, ...input.formVars });
    const bytes = pairs.reduce((sum, [name, value]) => sum + Buffer.byteLength(`${name}${String(value)}`), 0);
    const isMuch = pairs.length > LIMITS.advisedVars || bytes > LIMITS.advisedVarBytes;
    return isMuch ? [{ args: { count: pairs.length, bytes, ...ADVICE } }] : [];
  },
};

const ADVICE = { maxCount: LIMITS.advisedVars, maxBytes: LIMITS.advisedVarBytes };
