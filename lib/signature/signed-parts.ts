import type { CallbackRequest } from '../http/callback-request.ts';

/** The parts of a request that OSS signs, and what the platform did to them. */
export type SignedParts = Pick<
  CallbackRequest,
  'path' | 'pathEncoding' | 'pathPrefix' | 'rawQuery' | 'queryPairs' | 'body'
>;
