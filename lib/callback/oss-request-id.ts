// https://www.alibabacloud.com/help/en/oss/developer-reference/callback: `reqId` is the id of the upload's request.
const REQUEST_ID = /^[0-9A-Fa-f]{24}$/;

/** Tells whether the text is an id as OSS gives each request. */
export function isOssRequestId(text: string | undefined): boolean {
  // Stryker disable next-line StringLiteral: any text that is no id will do.
  return REQUEST_ID.test(text ?? '');
}
