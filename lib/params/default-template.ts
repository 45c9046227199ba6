import type { CallbackBodyType } from './callback.ts';
import { SYSTEM_VARIABLES } from './system-variables.ts';

const IMAGE_INFO = 'imageInfo.';

/**
 * A template that carries every variable of OSS under its own name, so that a receiver can tell uploads apart (`reqId`), check
 * them (`etag`, `size`, `crc64`, `contentMd5`) and needs nothing else, and each given custom variable under its full name.
 */
export function defaultTemplate(bodyType: CallbackBodyType, varNames: readonly string[]): string {
  if (bodyType === 'application/json') return jsonTemplate(varNames);
  const names = [...SYSTEM_VARIABLES.map(({ name }) => name), ...varNames];
  return names.map((name) => `${encodeURIComponent(name).replaceAll('%3A', ':')}=\${${name}}`).join('&');
}

function jsonTemplate(varNames: readonly string[]): string {
  const names = SYSTEM_VARIABLES.map(({ name }) => name);
  const image = names.filter((name) => name.startsWith(IMAGE_INFO));
  const rest = names.filter((name) => !name.startsWith(IMAGE_INFO));
  const fields = [...rest, ...varNames].map((name) => `${JSON.stringify(name)}:\${${name}}`);
  const imageFields = image.map((name) => `"${name.slice(IMAGE_INFO.length)}":\${${name}}`);
  return `{${fields.join(',')},"imageInfo":{${imageFields.join(',')}}}`;
}
