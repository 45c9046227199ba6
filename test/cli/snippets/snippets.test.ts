import fc from 'fast-check';
import { SNIPPETS } from '../../../lib/cli/snippets/index.ts';
import { formatSnippet, SDKS, UPLOAD_APIS } from '../../../lib/cli/snippets/snippet.ts';
import { buildCallback } from '../../../lib/params/build-callback.ts';
import type { BuildCallbackOptions } from '../../../lib/params/build-options.ts';
import type { CallbackInput } from '../../../lib/params/callback-input.ts';
import { lintCallback } from '../../../lib/params/lint-callback.ts';
import { readInput } from '../../../lib/params/read-input.ts';
import { HARD_CALLBACKS } from '../../helpers/hard-callbacks.ts';

const SNIPPET_TABLE = SDKS.flatMap((sdk) =>
  UPLOAD_APIS.map((api) => ({ name: `${sdk} ${api}`, api, write: SNIPPETS[sdk][api] })),
);

const decode = (base64: string | undefined): unknown =>
  base64 === undefined ? undefined : JSON.parse(Buffer.from(base64, 'base64').toString());
const callbackOf = ({ parameters: { header, query, form } }: CallbackInput) => decode(header ?? query ?? form);
const varsOf = ({ formVars, parameters: { headerVar, queryVar } }: CallbackInput) =>
  decode(headerVar ?? queryVar) ?? formVars ?? {};

describe('SNIPPETS', () => {
  it.each(SNIPPET_TABLE)('says to OSS what build says: $name', ({ api, write }) => {
    for (const options of HARD_CALLBACKS) {
      const built = buildCallback(options);
      const input = readInput(formatSnippet(write(built)));
      expect(callbackOf(input)).toEqual(built.callback);
      // In the code for a form, the variables are set one by one.
      const isForm = api === 'post' && input.kind === 'source';
      expect(isForm ? built.vars : varsOf(input)).toEqual(built.vars);
    }
  });

  it.each(SNIPPET_TABLE)('leaves the linter nothing to find: $name', ({ write }) => {
    const source = formatSnippet(
      write(buildCallback({ url: 'https://example.com/callback', bodyType: 'application/json' })),
    );
    expect(lintCallback(source).filter(({ severity }) => severity !== 'suggestion')).toEqual([]);
  });

  it.each(SNIPPET_TABLE)('writes whole lines, without marks of its own: $name', ({ write }) => {
    const source = formatSnippet(
      write(buildCallback({ url: 'http://example.com/callback', body: 'a=${x:b}', vars: { 'x:b': 'c' } })),
    );
    expect(source).toMatch(/[^\n]\n$/);
    expect(source).not.toMatch(/undefined|\[object|\n\n\n|[ \t]\n/);
  });

  it('gives back whatever stands in a template or a variable', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('"', "'", '\\', '`', '?', '#', '{', '}', '%', '\n', 'u', '0', '/', '*', '@'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
      maxLength: 20,
    });
    const safe = text.filter((each) => !each.includes('$'));
    fc.assert(
      fc.property(safe, safe, fc.boolean(), (body, value, sni) => {
        const options: BuildCallbackOptions = {
          url: 'https://example.com/a',
          body: `a${body}`,
          vars: { 'x:v': value },
          sni,
        };
        const built = buildCallback(options);
        for (const { write, api } of SNIPPET_TABLE) {
          if (api === 'post') continue;
          const input = readInput(formatSnippet(write(built)));
          expect([callbackOf(input), varsOf(input)]).toEqual([built.callback, built.vars]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
