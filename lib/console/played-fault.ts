/** A misfortune that the upload panel can play. */
export interface PlayedFault {
  readonly id: string;
  /** `oss`: the local OSS plays it; `receiver`: a relay before the receiver does. */
  readonly by: 'oss' | 'receiver';
  readonly title: string;
  /** What will be seen. */
  readonly expect: string;
}

/** All of them. An id of `oss` is what `x-simulator-fault` takes. */
export const PLAYED_FAULTS = [
  {
    id: 'lose',
    by: 'oss',
    title: 'Lost callback',
    expect: 'The network swallows it: the client waits 5 s, then is told 203.',
  },
  {
    id: 'wrong-signature',
    by: 'oss',
    title: 'Wrong signature',
    expect: 'One bit is flipped: the receiver refuses with 400.',
  },
  {
    id: 'other-key',
    by: 'oss',
    title: 'Signed by another key',
    expect: 'A key that the receiver does not trust: refused with 400.',
  },
  {
    id: 'duplicate',
    by: 'oss',
    title: 'Callback twice',
    expect: 'Two callbacks, one upload: nothing is counted twice.',
  },
  { id: 'delay=2000', by: 'oss', title: 'Callback 2 s late', expect: 'All is well, and later.' },
  { id: 'http-1.0', by: 'oss', title: 'HTTP/1.0', expect: 'As OSS sent it in its first years: all is well.' },
  {
    id: 'slow',
    by: 'receiver',
    title: 'Slow receiver',
    expect: 'The answer comes after more than 5 s: 203 for the client, though the receiver took it.',
  },
  {
    id: 'bom',
    by: 'receiver',
    title: 'Answer with a BOM',
    expect: 'A byte order mark before the JSON: 203, not valid JSON.',
  },
  { id: 'created', by: 'receiver', title: 'Answer 201', expect: 'Any status but 200 is a failure for OSS: 203.' },
  { id: 'not-json', by: 'receiver', title: 'Answer is not JSON', expect: 'Plain text: 203, not valid JSON.' },
  {
    id: 'no-length',
    by: 'receiver',
    title: 'No Content-Length',
    expect: 'A chunked answer: 203, missing content-length.',
  },
  {
    id: 'respelled',
    by: 'receiver',
    title: 'Body spelled anew by a proxy',
    expect: 'The same values in other octets: the signature breaks, and the inspector finds the change.',
  },
] as const satisfies readonly PlayedFault[];

/** The faults that a relay before the receiver plays. */
export type RelayFault = Extract<(typeof PLAYED_FAULTS)[number], { readonly by: 'receiver' }>['id'];

/** Finds a fault that a relay plays. */
export function relayFault(id: string | null): RelayFault | undefined {
  return PLAYED_FAULTS.find((fault) => fault.id === id && fault.by === 'receiver')?.id as RelayFault | undefined;
}
