import type { BucketRequest } from './operation.ts';

/** Where the object can be had: in the style, virtual-host or path, in which the request came. */
export function publicUrl({ host, port, style, bucket }: BucketRequest, key: string): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const authority = port === '' ? host : `${host}:${port}`;
  return `http://${authority}/${style === 'path' ? `${bucket}/` : ''}${path}`;
}
