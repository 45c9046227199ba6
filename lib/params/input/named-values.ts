import type { CallbackInput } from '../callback-input.ts';

/** A name and a value: a header, a query parameter, a form field. */
export type NamedValue = readonly [name: string, value: string];

/** What a request or a form was taken apart into. */
export interface NamedValues {
  readonly headers?: readonly NamedValue[];
  /** As in a URL, without its `?`. */
  readonly query?: string | undefined;
  readonly fields?: readonly NamedValue[];
}

type Found = Pick<CallbackInput, 'parameters' | 'formVars' | 'formCallbackVar' | 'policy'>;

/** Picks out what is about the callback; `undefined` where nothing is. Header and field names may be in any case. */
export function findParameters({ headers, query, fields = [] }: NamedValues): Found | undefined {
  const inQuery = [...new URLSearchParams(query)];
  const policy = valueOf(fields, 'policy');
  const formCallbackVar = valueOf(fields, 'callback-var');
  const formVars = Object.fromEntries(fields.filter(([name]) => /^x:/i.test(name)));
  const parameters = {
    header: valueOf(headers, 'x-oss-callback'),
    headerVar: valueOf(headers, 'x-oss-callback-var'),
    query: valueOf(inQuery, 'callback'),
    queryVar: valueOf(inQuery, 'callback-var'),
    form: valueOf(fields, 'callback'),
  };
  const isFound = policy ?? formCallbackVar ?? Object.values(parameters).find((value) => value !== undefined);
  if (isFound === undefined) return undefined;
  return {
    parameters,
    ...(fields.length > 0 && { formVars }),
    ...(policy !== undefined && { policy }),
    ...(formCallbackVar !== undefined && { formCallbackVar }),
  };
}

function valueOf(pairs: readonly NamedValue[] | undefined, name: string): string | undefined {
  return pairs?.find(([each]) => each.toLowerCase() === name)?.[1].trim();
}
