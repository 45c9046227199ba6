import { parseTemplate } from '../../lib/params/parse-template.ts';
import { variableNames } from '../../lib/params/variable-names.ts';

describe(variableNames, () => {
  it('names the variables, and no text between them', () => {
    expect(variableNames(parseTemplate('size=${size}&v=${x:v}${size}'))).toStrictEqual(['size', 'x:v', 'size']);
  });

  it('has none of a template without', () => {
    expect(variableNames(parseTemplate('a=b'))).toStrictEqual([]);
  });
});
