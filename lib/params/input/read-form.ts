import type { CallbackInput } from '../callback-input.ts';
import { namedGroups } from '../named-groups.ts';
import { findParameters, type NamedValue } from './named-values.ts';

const PART =
  /content-disposition:[^\r\n]*?\bname="(?<name>[^"]*)"(?<file>;\s*filename=)?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n(?<value>[\s\S]*?)\r?\n--/gi;
const INPUT = /<(?:input|textarea)\b(?:"[^"]*"|'[^']*'|[^>"'])*>/gi;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['quot', '"'],
  ['apos', "'"],
  ['#39', "'"],
  ['#34', '"'],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
]);

/** Reads a PostObject form: a multipart body or an HTML form. */
export function readForm(text: string): CallbackInput | undefined {
  const found = findParameters({ fields: [...multipartFields(text), ...htmlFields(text)] });
  return found && { kind: 'form', text, isWhole: true, ...found };
}

function multipartFields(text: string): NamedValue[] {
  return [...text.matchAll(PART)]
    .map((match) => namedGroups(match) as { name: string; value: string; file?: string })
    .filter(({ file }) => file === undefined)
    .map(({ name, value }) => [name, value]);
}

function htmlFields(text: string): NamedValue[] {
  return [...text.matchAll(INPUT)].flatMap(([tag]) => {
    const name = attribute(tag, 'name');
    // Stryker disable next-line ArrayDeclaration: nobody looks for a field by any other name.
    if (name === undefined) return [];
    return [[name, attribute(tag, 'value') ?? ''] as const];
  });
}

function attribute(tag: string, name: string): string | undefined {
  const pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
  const match = pattern.exec(tag);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value?.replace(/&(#?\w+);/g, (whole, entity: string) => ENTITIES.get(entity.toLowerCase()) ?? whole);
}
