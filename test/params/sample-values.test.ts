import { parseTemplate } from '../../lib/params/parse-template.ts';
import { sampleValues } from '../../lib/params/sample-values.ts';
import { SYSTEM_VARIABLES } from '../../lib/params/system-variables.ts';

describe(sampleValues, () => {
  const values = (template: string) => sampleValues(parseTemplate(template));

  it('has a value for every variable of OSS', () => {
    const samples = values('x:a=constant');
    expect(Object.keys(samples)).toStrictEqual(SYSTEM_VARIABLES.map(({ name }) => name));
    expect(Object.values(samples)).not.toContain('');
  });

  it('has one for each custom variable of the template, and leaves the others as they are', () => {
    expect(values('x:a=${object}&b=${x:user}&c=${y:x:}')).toStrictEqual({ ...values(''), 'x:user': 'sample' });
  });
});
