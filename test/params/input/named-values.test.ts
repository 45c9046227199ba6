import { findParameters } from '../../../lib/params/input/named-values.ts';
import { parametersWith } from '../../helpers/callback-texts.ts';

describe(findParameters, () => {
  it.each([
    {
      name: 'headers in any case, without the white space around their values',
      values: { headers: [['X-OSS-Callback', ' a '] as const, ['x-oss-callback-VAR', 'b'] as const] },
      found: { parameters: parametersWith({ header: 'a', headerVar: 'b' }) },
    },
    {
      name: 'a query',
      values: { query: 'callback=a%3D&callback-var=b', fields: [] },
      found: { parameters: parametersWith({ query: 'a=', queryVar: 'b' }) },
    },
    {
      name: 'the first of two fields, and the custom variables among them as they are',
      values: {
        fields: [
          ['callback', 'a'],
          ['callback', 'b'],
          ['x:a', ' c '],
          ['X:b', ''],
          ['max:c', 'd'],
        ] as const,
      },
      found: { parameters: parametersWith({ form: 'a' }), formVars: { 'x:a': ' c ', 'X:b': '' } },
    },
    { name: 'nothing in custom variables alone', values: { fields: [['x:a', 'b'] as const] }, found: undefined },
    { name: 'nothing in nothing', values: {}, found: undefined },
  ])('finds $name', ({ values, found }) => {
    expect(findParameters(values)).toStrictEqual(found);
  });
});
