import { bodyFix } from '../body-fix.ts';
import { fieldPosition } from '../lint-context.ts';
import { nearest } from '../nearest.ts';
import type { Rule } from '../rule.ts';
import { SYSTEM_VARIABLES, systemVariable } from '../system-variables.ts';

// What people call what OSS calls otherwise.
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['key', 'object'],
  ['filename', 'object'],
  ['fname', 'object'],
  ['name', 'object'],
  ['path', 'object'],
  ['filesize', 'size'],
  ['contentlength', 'size'],
  ['contenttype', 'mimeType'],
  ['type', 'mimeType'],
  ['height', 'imageInfo.height'],
  ['width', 'imageInfo.width'],
  ['format', 'imageInfo.format'],
  ['md5', 'contentMd5'],
  ['hash', 'etag'],
  ['ip', 'clientIp'],
  ['requestid', 'reqId'],
  ['bucketname', 'bucket'],
]);

/** Every variable without `x:` is one of OSS's; the others are always blank. */
export const systemVariablesExist: Rule = {
  severity: 'warning',
  check: (context) => {
    const { template, declared } = context;
    return template.parts.flatMap((part) => {
      if (part.kind === 'text' || part.name.startsWith('x:') || systemVariable(part.name)) return [];
      const { name, offset } = part;
      const position = fieldPosition(context, 'callbackBody', offset);
      const meant = meantName(name, declared);
      if (meant === undefined) return [{ position, args: { name, meant: '' } }];
      const to = offset + `\${${name}}`.length;
      return [{ position, args: { name, meant }, fix: bodyFix(context, { from: offset, to, text: `\${${meant}}` }) }];
    });
  },
};

function meantName(name: string, declared: readonly string[] | undefined): string | undefined {
  const custom = declared?.find((each) => each.toLowerCase() === `x:${name.replace(/^X:/, '')}`.toLowerCase());
  if (custom !== undefined) return custom;
  const trimmed = name.trim();
  const system = SYSTEM_VARIABLES.map((each) => each.name);
  return OTHER_NAMES.get(trimmed.toLowerCase().replace(/[_-]/g, '')) ?? nearest(trimmed, system);
}
