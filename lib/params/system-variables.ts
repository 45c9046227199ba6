import type { UploadVariable } from '../upload.ts';

/** One variable that OSS fills in by itself. */
export interface SystemVariable {
  /** As between `${` and `}`; case matters. */
  readonly name: string;
  /** In a JSON body: text comes with its quotes, a number comes bare. */
  readonly json: 'quoted' | 'bare';
  readonly meaning: string;
  /** When OSS has no value: nothing in a form body, `null` in a JSON body. Absent where it always has one. */
  readonly blankWhen?: string;
}

/**
 * Every system variable, in the order of OSS's documentation.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export const SYSTEM_VARIABLES = [
  { name: 'bucket', json: 'quoted', meaning: 'name of the bucket' },
  { name: 'object', json: 'quoted', meaning: 'full key of the object' },
  { name: 'etag', json: 'quoted', meaning: 'ETag in upper-case hex, without its quotes' },
  { name: 'size', json: 'bare', meaning: 'bytes of the whole object' },
  { name: 'mimeType', json: 'quoted', meaning: 'Content-Type as stored' },
  { name: 'imageInfo.height', json: 'bare', meaning: 'pixels', blankWhen: 'the object is not an image' },
  { name: 'imageInfo.width', json: 'bare', meaning: 'pixels', blankWhen: 'the object is not an image' },
  { name: 'imageInfo.format', json: 'quoted', meaning: 'such as jpg or png', blankWhen: 'the object is not an image' },
  { name: 'crc64', json: 'quoted', meaning: 'as in x-oss-hash-crc64ecma: decimal, 64 bits' },
  {
    name: 'contentMd5',
    json: 'quoted',
    meaning: 'as in the Content-MD5 of the answer',
    blankWhen: 'the upload is a multipart one (only PutObject and PostObject have it)',
  },
  {
    name: 'vpcId',
    json: 'quoted',
    meaning: 'VPC of the uploader',
    blankWhen: 'the upload did not come through a VPC',
  },
  { name: 'clientIp', json: 'quoted', meaning: 'address of the uploader' },
  { name: 'reqId', json: 'quoted', meaning: 'request id of the upload, 24 hex digits' },
  { name: 'operation', json: 'quoted', meaning: 'PutObject, PostObject or CompleteMultipartUpload' },
] as const satisfies readonly (SystemVariable & { readonly name: UploadVariable })[];

const byName: ReadonlyMap<string, SystemVariable> = new Map(SYSTEM_VARIABLES.map((each) => [each.name, each]));

/** Finds a system variable by its exact name; `undefined` where OSS has none of that name. */
export function systemVariable(name: string): SystemVariable | undefined {
  return byName.get(name);
}
