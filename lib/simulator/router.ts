import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { deleteMultipleObjects } from './operations/delete-multiple-objects.ts';
import { deleteObject } from './operations/delete-object.ts';
import { getObject, getObjectMeta, headObject } from './operations/get-object.ts';
import { initiateMultipartUpload } from './operations/initiate-multipart-upload.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listObjects } from './operations/list-objects.ts';
import { listParts } from './operations/list-parts.ts';
import { postObject } from './operations/post-object.ts';
import { putBucket } from './operations/put-bucket.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPart } from './operations/upload-part.ts';
import type { Operation } from './operation.ts';
import type { OssRequest } from './oss-request.ts';

/** An API operation, and how its requests are to be authenticated. */
export interface Route {
  /** The API's name, which `${operation}` shows for uploads. */
  readonly name: string;
  readonly run: Operation;
  /** Whether the request is for an object, and so must have a key. */
  readonly hasKey: boolean;
  /** A form carries its signature inside; all else carries it in headers or query. */
  readonly isForm: boolean;
}

interface Rule {
  readonly method: string;
  readonly hasKey: boolean;
  /** Query parameters that must all be there, with a value where one is stated. */
  readonly when?: readonly string[];
  readonly name: string;
  readonly run: Operation;
  readonly isForm?: boolean;
}

// The first rule that fits; those that ask for more stand first.
const RULES: readonly Rule[] = [
  { method: 'PUT', hasKey: true, when: ['uploadId', 'partNumber'], name: 'UploadPart', run: uploadPart },
  { method: 'PUT', hasKey: true, name: 'PutObject', run: putObject },
  { method: 'PUT', hasKey: false, name: 'PutBucket', run: putBucket },
  { method: 'GET', hasKey: true, when: ['uploadId'], name: 'ListParts', run: listParts },
  { method: 'GET', hasKey: true, name: 'GetObject', run: getObject },
  { method: 'HEAD', hasKey: true, when: ['objectMeta'], name: 'GetObjectMeta', run: getObjectMeta },
  { method: 'HEAD', hasKey: true, name: 'HeadObject', run: headObject },
  { method: 'DELETE', hasKey: true, when: ['uploadId'], name: 'AbortMultipartUpload', run: abortMultipartUpload },
  { method: 'DELETE', hasKey: true, name: 'DeleteObject', run: deleteObject },
  { method: 'POST', hasKey: true, when: ['uploads'], name: 'InitiateMultipartUpload', run: initiateMultipartUpload },
  { method: 'POST', hasKey: true, when: ['uploadId'], name: 'CompleteMultipartUpload', run: completeMultipartUpload },
  { method: 'GET', hasKey: false, when: ['uploads'], name: 'ListMultipartUploads', run: listMultipartUploads },
  { method: 'GET', hasKey: false, when: ['list-type=2'], name: 'ListObjectsV2', run: listObjectsV2 },
  { method: 'GET', hasKey: false, name: 'ListObjects', run: listObjects },
  { method: 'POST', hasKey: false, when: ['delete'], name: 'DeleteMultipleObjects', run: deleteMultipleObjects },
  { method: 'POST', hasKey: false, name: 'PostObject', run: postObject, isForm: true },
];

// Sub-resources of operations that the simulator has not: none of them may pass for a plain GetObject or PutObject.
const UNSUPPORTED = `acl append cors symlink tagging restore select/meta bucketInfo location versions versioning policy
  logging website referer lifecycle encryption stat x-oss-process x-oss-async-process worm inventory live vod asyncFetch`.split(
  /\s+/,
);

/** What a request asks for: an operation, one that is OSS's but not the simulator's, or none. */
export type Routing = { readonly route: Route } | { readonly unsupported: string } | undefined;

/** Finds the operation by method, key and query. */
export function routeRequest({ method, key, query }: OssRequest): Routing {
  const unsupported = UNSUPPORTED.find((name) => query.has(name));
  if (unsupported !== undefined) return { unsupported };
  const rule = RULES.find((each) => each.method === method && each.hasKey === (key !== '') && fits(each, query));
  return rule && { route: { name: rule.name, run: rule.run, hasKey: rule.hasKey, isForm: rule.isForm ?? false } };
}

function fits({ when = [] }: Rule, query: ReadonlyMap<string, string>): boolean {
  return when.every((condition) => {
    const [name = '', value] = condition.split('=');
    return query.has(name) && (value === undefined || query.get(name) === value);
  });
}
