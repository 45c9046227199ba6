import type { BuiltCallback } from '../../params/build-callback.ts';

/** What a device is told of a URL that it did not sign: secrets stay on the server. */
export const SIGNED_ELSEWHERE =
  '// signedUrl comes from your server, which signs it for PUT with exactly these headers; then they must be sent.';

/** What a device is told of a form that it did not sign. */
export const FORM_SIGNED_ELSEWHERE =
  '// policy, signature and accessKeyId come from your server; the policy should hold {"callback": callback}.';

/** Writes a line for each header that carries the callback. */
export function headerLines({ headers }: BuiltCallback, write: (name: string, value: string) => string): string[] {
  return Object.entries(headers).map(([name, value]) => write(name, value));
}

/** Lists the fields of a form before the file, with the code that gives their values. */
export function formFields(
  { vars }: BuiltCallback,
  { literal, code }: { readonly literal: (text: string) => string; readonly code: Readonly<Record<string, string>> },
): (readonly [name: string, value: string])[] {
  const fixed = { ...code, success_action_status: literal('200'), callback: 'callback' };
  return [
    ...Object.entries(fixed).map(([name, value]) => [literal(name), value] as const),
    ...Object.entries(vars).map(([name, value]) => [literal(name), literal(value)] as const),
  ];
}
