import type { CallbackInput } from '../callback-input.ts';

/** Reads the base64 of a callback, or of variables alone, also where its alphabet or padding is wrong. */
export function readBase64(text: string): CallbackInput | undefined {
  const value = text.trim().replace(/^["']|["',;]+$/g, '');
  if (!/^[A-Za-z0-9+/_=%-]{4,}$/.test(value.replace(/[\r\n]/g, ''))) return undefined;
  const json = Buffer.from(value, 'base64').toString().trimStart();
  if (!json.startsWith('{')) return undefined;
  const isVars = /^\{\s*"x:/i.test(json) || (!/callback/i.test(json) && /"x:/.test(json));
  return { kind: 'base64', text, isWhole: false, parameters: isVars ? { headerVar: value } : { header: value } };
}
