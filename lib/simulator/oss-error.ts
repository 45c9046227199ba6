/** What an error of OSS says, beside status and code. */
export interface OssErrorOptions {
  readonly status: number;
  /** OSS's own, such as `NoSuchKey`. */
  readonly code: string;
  readonly message: string;
  /** The error's number, such as `0007-00000203`; left out where OSS's is not known. */
  readonly ec?: string | undefined;
  /** Further elements, in order, such as `ArgumentName`. */
  readonly details?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply of OSS that says no. Thrown anywhere in the simulator, written as XML at its edge. */
export class OssError extends Error {
  readonly status: number;
  readonly code: string;
  readonly ec: string | undefined;
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor({ status, code, message, ec, details = {}, headers = {} }: OssErrorOptions) {
    super(message);
    this.name = 'OssError';
    this.status = status;
    this.code = code;
    this.ec = ec;
    this.details = details;
    this.headers = headers;
  }
}
