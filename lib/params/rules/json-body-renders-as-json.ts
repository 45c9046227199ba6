import { isJson } from '../is-json.ts';
import { readJson } from '../json-document.ts';
import { fieldPosition } from '../lint-context.ts';
import { quotedVariables } from '../quoted-variables.ts';
import { renderBody } from '../render-body.ts';
import type { Rule } from '../rule.ts';
import { sampleValues } from '../sample-values.ts';

/** A JSON body is JSON once the variables are filled in: OSS sends whatever comes out. */
export const jsonBodyRendersAsJson: Rule = {
  severity: 'error',
  check: (context) => {
    const { body, isJsonBody, template } = context;
    const isJudgedElsewhere = template.strayDollars.length > 0 || quotedVariables(template).length > 0;
    if (!body || !isJsonBody || isJudgedElsewhere) return [];
    const rendered = renderBody(body, sampleValues(template), 'application/json');
    if (isJson(rendered)) return [];
    const kind = /^\s*[[{"]/.test(body) ? 'json' : 'form';
    const offset = kind === 'json' ? templateOffset(context, Number(readJson(rendered).errorOffset)) : 0;
    return [{ position: fieldPosition(context, 'callbackBody', offset), args: { kind } }];
  },
};

/** The place in the template from which a place in the rendered body comes. */
function templateOffset({ template }: Parameters<Rule['check']>[0], renderedOffset: number): number {
  let left = renderedOffset;
  for (const part of template.parts) {
    const { length } =
      part.kind === 'text' ? part.text : renderBody(`\${${part.name}}`, sampleValues(template), 'application/json');
    if (left < length) return part.kind === 'text' ? part.offset + left : part.offset;
    left -= length;
  }
  return 0;
}
