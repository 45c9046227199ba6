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
  const fields = [...multipartFields(text), ...htmlFields(text)];
  const found = fields.length > 0 ? findParameters({ fields }) : undefined;
  return found && { kind: 'form', text, isWhole: true, ...found };
}

function multipartFields(text: string): NamedValue[] {
  return [...text.matchAll(PART)].flatMap((match) => {
    const { name, value, file } = namedGroups(match) as { name: string; value: string; file?: string };
    return file === undefined ? [[name, value] as const] : [];
  });
}

function htmlFields(text: string): NamedValue[] {
  return [...text.matchAll(INPUT)].flatMap(([tag]) => {
    const name = attribute(tag, 'name');
    return name === undefined ? [] : [[name, attribute(tag, 'value') ?? ''] as const];
  });
}

function attribute(tag: string, name: string): string | undefined {
  const pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
  const [, doubleQuoted, singleQuoted, bare] = pattern.exec(tag) ?? [];
  const value = doubleQuoted ?? singleQuoted ?? bare;
  return value?.replace(/&(#?\w+);/g, (whole, entity: string) => ENTITIES.get(entity.toLowerCase()) ?? whole);
}
