import { identityOf } from '../object-identity.ts';
import type { HeadObject } from '../object-store/object-store.ts';
import type { UploadMessage } from '../queue/upload-message.ts';

/** An object that no callback told of. */
export interface LostObject extends HeadObject {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Makes the message of an object that no callback told of: its id is the object's identity, its time when OSS stored it. Custom
 * variables, image info and ids of OSS are not known, since they stood in the callback alone.
 */
export function objectToMessage(object: LostObject, { requestId }: { readonly requestId: string }): UploadMessage {
  const { bucket, key, etag, size, mimeType, lastModified } = object;
  const upload = { bucket, object: key, etag, size, ...(mimeType !== undefined && { mimeType }) };
  return {
    v: 1,
    id: identityOf({ bucket, object: key, etag }),
    receivedAt: new Date(lastModified).toISOString(),
    requestId,
    upload,
    fields: {},
    raw: { contentType: 'application/json', encoding: 'utf8', body: JSON.stringify(upload) },
    trust: 'reconciled',
  };
}
