import { allowedLength, assertLength } from '../auth/post-policy.ts';
import { verifyPost } from '../auth/verify-post.ts';
import { assertKey } from '../assert-key.ts';
import { callbackParameters } from '../callback/callback-parameters.ts';
import { prepareCallback, type PreparedCallback } from '../callback/prepare-callback.ts';
import { finishUpload } from '../finish-upload.ts';
import { assertOverwrite, keptHeaders, mimeTypeOf, quotedEtag, uploadHeaders } from '../object-headers.ts';
import type { BucketRequest, Operation, OperationContext } from '../operation.ts';
import { invalidArgument } from '../oss-errors.ts';
import { emptyReply, xmlReply, type OssReply } from '../oss-reply.ts';
import { publicUrl } from '../public-url.ts';
import { readPostForm, type PostForm } from '../read-post-form.ts';
import type { ObjectRecord } from '../storage/object-record.ts';
import type { ReceivedBlob } from '../storage/received-blob.ts';

/** PostObject: the upload by a form. https://www.alibabacloud.com/help/en/oss/developer-reference/postobject */
export const postObject: Operation = async (request, context) => {
  const form = await readPostForm(request);
  const fields = effectiveFields(request, form);
  const key = fields.get('key') ?? '';
  const signatures = context.signatures();
  const policy = signatures && verifyPost(fields, signatures);
  assertKey(key);
  assertOverwrite(Object.fromEntries(fields), context.storage.get(request.bucket, key));
  const callback = await prepareFormCallback(request, fields, context);
  const range = allowedLength(policy);
  const blob = await context.storage.receive(form.octets, (bytes) => {
    assertLength(bytes, { ...range, min: 0 });
  });
  try {
    assertLength(blob.size, range);
  } catch (error) {
    await context.storage.discard([blob]);
    throw error;
  }
  const record = recordOf(request, { key, fields, form, blob, now: context.clock() });
  const reply = successReply(request, record, fields);
  return finishUpload(request, context, { record, operation: 'PostObject', callback, reply });
};

/** The fields as conditions see them: with the bucket, and the key as it will be. */
function effectiveFields({ bucket }: BucketRequest, { fields, fileName }: PostForm): ReadonlyMap<string, string> {
  const key = fields.get('key');
  if (key === undefined || key === '') {
    throw invalidArgument(
      "The bucket POST must contain the specified 'key'. If it is specified, please check the order of the fields.",
      'key',
      '',
    );
  }
  return new Map([...fields, ['bucket', bucket], ['key', key.replaceAll('${filename}', () => fileName)]]);
}

/** A form has no `callback-var`: each field `x:name` is a custom variable, its value taken as it is. */
async function prepareFormCallback(
  request: BucketRequest,
  fields: ReadonlyMap<string, string>,
  { prepare }: OperationContext,
): Promise<PreparedCallback | undefined> {
  const callback = await prepareCallback({ ...callbackParameters(request), form: fields.get('callback') }, prepare);
  const vars = Object.fromEntries([...fields].filter(([name]) => name.startsWith('x:')));
  return callback && { ...callback, vars: { ...callback.vars, ...vars } };
}

interface FormUpload {
  readonly key: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly form: PostForm;
  readonly blob: ReceivedBlob;
  readonly now: number;
}

function recordOf({ bucket }: BucketRequest, { key, fields, form, blob, now }: FormUpload): ObjectRecord {
  return {
    bucket,
    key,
    size: blob.size,
    etag: blob.md5.toString('hex').toUpperCase(),
    crc64: String(blob.crc64),
    contentMd5: blob.md5.toString('base64'),
    mimeType: mimeTypeOf(fields.get('x-oss-content-type') ?? fields.get('content-type') ?? form.fileType),
    headers: keptHeaders(Object.fromEntries(fields)),
    lastModified: now,
    type: 'Normal',
    blobs: [{ id: blob.id, size: blob.size }],
  };
}

/** Without a callback: a redirect, or 200, 201 or 204, as the form asks; anything else it asks for means 204. */
function successReply(request: BucketRequest, record: ObjectRecord, fields: ReadonlyMap<string, string>): OssReply {
  const headers = uploadHeaders(record);
  const { bucket, key } = record;
  const etag = quotedEtag(record.etag);
  const location = redirectTo(fields.get('success_action_redirect'), { bucket, key, etag });
  if (location !== undefined) return emptyReply(303, { ...headers, Location: location });
  const status = fields.get('success_action_status');
  if (status === '200') return emptyReply(200, headers);
  if (status !== '201') return emptyReply(204, headers);
  const url = publicUrl(request, key);
  const result = { Bucket: bucket, Location: url, Key: key, ETag: etag };
  return xmlReply(201, { PostResponse: result }, { ...headers, Location: url });
}

function redirectTo(text: string | undefined, query: Readonly<Record<string, string>>): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url.href;
}
