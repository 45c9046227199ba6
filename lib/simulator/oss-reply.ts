import type { OssError } from './oss-error.ts';
import { buildXml, type XmlElements } from './xml.ts';

/** What the simulator answers, before the headers that every reply carries. */
export interface OssReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Octets, or a stream whose length `Content-Length` states. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

const NOTHING = new Uint8Array();

/** Makes a reply without body. */
export function emptyReply(status: number, headers: Readonly<Record<string, string>> = {}): OssReply {
  return { status, headers, body: NOTHING };
}

/** Makes a reply of an XML document. */
export function xmlReply(status: number, root: XmlElements, headers: Readonly<Record<string, string>> = {}): OssReply {
  return { status, headers: { ...headers, 'Content-Type': 'application/xml' }, body: buildXml(root) };
}

/** Which wording errors have: today's, or that of the older documents, without error numbers. */
export type MessageStyle = 'current' | 'classic';

/**
 * Makes the XML reply of an error, its elements in OSS's order.
 * https://www.alibabacloud.com/help/en/oss/user-guide/error-handling
 */
export function errorReply(
  error: OssError,
  {
    requestId,
    hostId,
    messages,
  }: { readonly requestId: string; readonly hostId: string; readonly messages: MessageStyle },
): OssReply {
  const number =
    error.ec !== undefined && messages === 'current'
      ? { EC: error.ec, RecommendDoc: `https://api.aliyun.com/troubleshoot?q=${error.ec}` }
      : {};
  const root = {
    Error: {
      Code: error.code,
      Message: error.message,
      RequestId: requestId,
      HostId: hostId,
      ...error.details,
      ...number,
    },
  };
  return xmlReply(error.status, root, error.headers);
}
