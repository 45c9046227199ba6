import { assertContentMd5 } from './object-headers.ts';
import type { OperationContext } from './operation.ts';
import { entityTooLarge, malformedXml, missingContentLength } from './oss-errors.ts';
import type { OssRequest } from './oss-request.ts';
import type { ReceivedBlob } from './storage/received-blob.ts';

/** The largest PutObject, part or form: 5 GB. https://www.alibabacloud.com/help/en/oss/user-guide/limits */
export const MAX_UPLOAD_BYTES = 5_368_709_120;
// 10,000 parts of a multipart upload in XML.
const MAX_XML_BYTES = 2_097_152;

/**
 * Streams the body of a PutObject or UploadPart into storage.
 * @throws {OssError} where its length is not stated, too much, or its MD5 is not the one stated; then nothing is kept.
 */
export async function receiveBody(request: OssRequest, { storage }: OperationContext): Promise<ReceivedBlob> {
  const { headers } = request;
  const isChunked = headers['transfer-encoding'] !== undefined;
  if (headers['content-length'] === undefined && !isChunked) throw missingContentLength();
  const checkSize = (bytes: number): void => {
    if (bytes > MAX_UPLOAD_BYTES) throw entityTooLarge(MAX_UPLOAD_BYTES);
  };
  checkSize(Number(headers['content-length'] ?? 0));
  const blob = await storage.receive(request.body, checkSize);
  try {
    assertContentMd5(headers['content-md5'], blob.md5);
  } catch (error) {
    await storage.discard([blob]);
    throw error;
  }
  return blob;
}

/**
 * Reads a small body whole: the XML of an operation.
 * @throws {OssError} `MalformedXML` where it is over 2 MiB.
 */
export async function readText(request: OssRequest): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.length;
    if (bytes > MAX_XML_BYTES) throw malformedXml();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
