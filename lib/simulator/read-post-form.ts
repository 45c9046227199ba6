import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { OssError } from './oss-error.ts';
import type { OssRequest } from './oss-request.ts';

/** A PostObject form, read up to its file. */
export interface PostForm {
  /** What stands before the file, by lower-case name, the first of each. */
  readonly fields: ReadonlyMap<string, string>;
  /** As the browser names it, without folders; empty where it gives none. */
  readonly fileName: string;
  /** The Content-Type of the file's own part. */
  readonly fileType: string | undefined;
  /** The file. Ends in an error where the form does not end well behind it. */
  readonly octets: AsyncIterable<Uint8Array>;
}

// https://www.alibabacloud.com/help/en/oss/developer-reference/postobject
const MAX_NAME_BYTES = 8_192;
const MAX_VALUE_BYTES = 2_097_152;
const MAX_FIELDS = 1_000;
// Ours: all fields together, which are held in memory.
const MAX_FIELDS_BYTES = 8_388_608;

/**
 * Reads a form's fields and stops where the file begins, which is thus still to be judged before it is taken.
 * @throws {OssError} `MalformedPOSTRequest`, `FieldItemTooLong` or `IncorrectNumberOfFilesInPOSTRequest`.
 */
export async function readPostForm({ headers, body }: OssRequest): Promise<PostForm> {
  const parser = createParser(headers);
  const fields = new Map<string, string>();
  let bytes = 0;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
      parser.destroy(error);
    };
    let file: Readable | undefined;
    const done = (info: Partial<busboy.FileInfo>, octets: Readable): void => {
      if (file) {
        octets.resume();
        file.destroy(wrongFileCount());
        return;
      }
      file = octets;
      // Who throws before reading it leaves an error behind that nobody waits for.
      octets.on('error', () => undefined);
      resolve({ fields, fileName: info.filename ?? '', fileType: info.mimeType, octets });
    };
    parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
      bytes += name.length + value.length;
      if (nameTruncated || valueTruncated || bytes > MAX_FIELDS_BYTES) fail(fieldTooLong());
      else if (name.toLowerCase() === 'file') done({}, Readable.from([Buffer.from(value)]));
      else if (!file && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
    });
    parser.on('file', (name, octets, info) => {
      if (name.toLowerCase() === 'file') done(info, octets);
      else octets.resume();
    });
    parser.on('fieldsLimit', () => {
      fail(fieldTooLong());
    });
    pipeline(body, parser).then(
      () => {
        reject(wrongFileCount());
      },
      (error: unknown) => {
        const cause = error instanceof OssError ? error : malformedForm();
        reject(cause);
        file?.destroy(cause);
      },
    );
  });
}

function createParser(headers: OssRequest['headers']): busboy.Busboy {
  const limits = { fieldNameSize: MAX_NAME_BYTES, fieldSize: MAX_VALUE_BYTES, fields: MAX_FIELDS };
  try {
    return busboy({ headers, limits, defParamCharset: 'utf8' });
  } catch {
    throw malformedForm();
  }
}

const malformedForm = (): OssError =>
  new OssError({
    status: 400,
    code: 'MalformedPOSTRequest',
    message: 'The body of your POST request is not well-formed multipart/form-data.',
  });

const fieldTooLong = (): OssError =>
  new OssError({
    status: 400,
    code: 'FieldItemTooLong',
    message: 'Your form field item is too long. Field names may have 8 KB and values 2 MB.',
  });

const wrongFileCount = (): OssError =>
  new OssError({
    status: 400,
    code: 'IncorrectNumberOfFilesInPOSTRequest',
    message: 'POST requires exactly one file upload per request.',
  });
