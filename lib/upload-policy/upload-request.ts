import * as v from 'valibot';

const schema = v.strictObject({
  method: v.optional(v.picklist(['post', 'put'], 'post or put'), 'post'),
  signature: v.optional(v.picklist(['v4', 'v1'], 'v4 or v1'), 'v4'),
  key: v.optional(v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'))),
  contentType: v.optional(v.pipe(v.string('a text'), v.regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/, 'a MIME type'))),
  size: v.optional(v.pipe(v.number('a number'), v.safeInteger('a whole number'), v.minValue(0, 'at least 0'))),
});

/** What a client asks for; each may be left out. */
export interface UploadRequest {
  /** A form (PostObject) or a PUT. Default `post`. */
  readonly method: 'post' | 'put';
  /** Version of a form's signature. Default `v4`. */
  readonly signature: 'v4' | 'v1';
  /** The object's whole key. Default: any below what is granted, which a PUT cannot have. */
  readonly key?: string;
  /** The object's MIME type, without parameters. */
  readonly contentType?: string;
  /** The file's octets. A PUT has no other limit, and must say it. */
  readonly size?: number;
}

/** A request, or what is wrong with it. */
export type ParsedUploadRequest = { readonly upload: UploadRequest } | { readonly problem: string };

/** Reads the JSON body of a request for a policy; an empty one asks for whatever is granted. Never throws. */
export function parseUploadRequest(body: Uint8Array): ParsedUploadRequest {
  const text = Buffer.from(body).toString('utf8');
  let value: unknown;
  try {
    value = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return { problem: 'the body must be JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: 'the body must be a JSON object' };
  }
  const result = v.safeParse(schema, value);
  if (result.success) return { upload: result.output as UploadRequest };
  const issue = result.issues[0];
  const name = v.getDotPath(issue) ?? '';
  const isUnknown = !Object.hasOwn(schema.entries, name);
  return {
    problem: isUnknown
      ? `"${name}" is unknown; there are ${Object.keys(schema.entries).join(', ')}`
      : `"${name}" must be ${issue.message}`,
  };
}
