/** A misfortune of one callback, on request: what a receiver must stand and a client must expect. */
export type Fault =
  /** The callback leaves later. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** The network swallows the callback; OSS waits in vain. */
  | { readonly kind: 'lose' }
  /** The callback arrives twice; the uploader is told the first answer. */
  | { readonly kind: 'duplicate' }
  /** One bit of the signature is wrong. */
  | { readonly kind: 'wrong-signature' }
  /** Signed by another key than the one that the receiver trusts. */
  | { readonly kind: 'other-key' }
  /** Sent as HTTP/1.0, as OSS did in its first years. */
  | { readonly kind: 'http-1.0' };

/** How faults are written in a header, on the command line and in the control API. */
export const FAULT_SYNTAX = 'delay=MILLISECONDS, lose, duplicate, wrong-signature, other-key, http-1.0';

/**
 * Reads a comma-separated list of faults.
 * @throws {TypeError} where one is not known, naming those that are.
 */
export function parseFaults(text: string): readonly Fault[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map(parseFault);
}

function parseFault(text: string): Fault {
  const delay = /^delay=(\d{1,6})$/.exec(text);
  if (delay) return { kind: 'delay', delayMs: Number(delay[1]) };
  switch (text) {
    case 'lose':
    case 'duplicate':
    case 'wrong-signature':
    case 'other-key':
    case 'http-1.0':
      return { kind: text };
    default:
      throw new TypeError(`expected faults such as ${FAULT_SYNTAX}, got ${JSON.stringify(text)}`);
  }
}
