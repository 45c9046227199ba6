import { parseTemplate } from '../../lib/params/parse-template.ts';

const text = (offset: number, written: string) => ({ kind: 'text', text: written, offset });
const variable = (offset: number, name: string) => ({ kind: 'variable', name, offset });

describe(parseTemplate, () => {
  it.each([
    { template: '', parts: [], strayDollars: [] },
    { template: 'a', parts: [text(0, 'a')], strayDollars: [] },
    { template: '${a}', parts: [variable(0, 'a')], strayDollars: [] },
    { template: '${}${x:b}', parts: [variable(0, ''), variable(3, 'x:b')], strayDollars: [] },
    { template: 'a=${b}}&c', parts: [text(0, 'a='), variable(2, 'b'), text(6, '}&c')], strayDollars: [] },
    { template: '$a$(b)${c}', parts: [text(0, '$a$(b)'), variable(6, 'c')], strayDollars: [0, 2] },
    { template: '${a${b}$', parts: [variable(0, 'a${b'), text(7, '$')], strayDollars: [7] },
    { template: '}${a', parts: [text(0, '}${a')], strayDollars: [1] },
  ])('takes apart: $template', ({ template, parts, strayDollars }) => {
    expect(parseTemplate(template)).toStrictEqual({ parts, strayDollars });
  });
});
