import { OssError } from './oss-error.ts';

// Error numbers stand only where OSS's own is known; the simulator makes none up.
// https://www.alibabacloud.com/help/en/oss/user-guide/error-handling

/** 404: the bucket is not one of those that the simulator was told of. */
export const noSuchBucket = (bucket: string): OssError =>
  new OssError({
    status: 404,
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist.',
    ec: '0015-00000101',
    details: { BucketName: bucket },
  });

/** 400: the name breaks OSS's naming rules. */
export const invalidBucketName = (bucket: string): OssError =>
  new OssError({
    status: 400,
    code: 'InvalidBucketName',
    message: 'The specified bucket is not valid.',
    details: { BucketName: bucket },
  });

/** 404: there is no object under the key. */
export const noSuchKey = (key: string): OssError =>
  new OssError({
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    ec: '0026-00000001',
    details: { Key: key },
  });

/** 400: the key is empty, longer than 1023 octets, not UTF-8, or begins with `/` or `\`. */
export const invalidObjectName = (key: string): OssError =>
  new OssError({
    status: 400,
    code: 'InvalidObjectName',
    message: 'The specified object is not valid.',
    details: { ObjectName: key },
  });

/** 404: the multipart upload was completed, aborted, or never begun. */
export const noSuchUpload = (uploadId: string): OssError =>
  new OssError({
    status: 404,
    code: 'NoSuchUpload',
    message:
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    ec: '0042-00000002',
    details: { UploadId: uploadId },
  });

/** 400: an argument is not what the operation takes. */
export const invalidArgument = (message: string, name: string, value: string, ec?: string): OssError =>
  new OssError({
    status: 400,
    code: 'InvalidArgument',
    message,
    ec,
    details: { ArgumentName: name, ArgumentValue: value },
  });

/** 403: the request may not do this. */
export const accessDenied = (message: string, ec?: string): OssError =>
  new OssError({ status: 403, code: 'AccessDenied', message, ec });

/** 400: the body's MD5 is not the one that `Content-MD5` states. */
export const invalidDigest = (stated: string): OssError =>
  new OssError({
    status: 400,
    code: 'InvalidDigest',
    message: 'The Content-MD5 you specified did not match what we received.',
    details: { 'Content-MD5': stated },
  });

/** 400: the body should be an XML document and is not, or not the one that the operation takes. */
export const malformedXml = (): OssError =>
  new OssError({
    status: 400,
    code: 'MalformedXML',
    message: 'The XML you provided was not well-formed or did not validate against our published schema.',
  });

/** 400: more than the operation stores. */
export const entityTooLarge = (maxBytes: number): OssError =>
  new OssError({
    status: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed size.',
    details: { MaxSizeAllowed: String(maxBytes) },
  });

/** 411: PutObject and UploadPart want Content-Length or chunked encoding. */
export const missingContentLength = (): OssError =>
  new OssError({
    status: 411,
    code: 'MissingContentLength',
    message: 'You must provide the Content-Length HTTP header.',
  });

/** 403: the request came by a name that is neither this machine's nor OSS's. */
export const unknownHost = (host: string): OssError =>
  accessDenied(`The local simulator does not answer to ${host}: name it in its domains.`);

/** 405: OSS has no such operation. */
export const methodNotAllowed = (method: string): OssError =>
  new OssError({
    status: 405,
    code: 'MethodNotAllowed',
    message: 'The specified method is not allowed against this resource.',
    details: { Method: method },
  });

/** 501: OSS has this operation; the simulator has not. */
export const notImplemented = (what: string): OssError =>
  new OssError({
    status: 501,
    code: 'NotImplemented',
    message: `The local simulator does not implement ${what}.`,
  });

/** 500: a fault of the simulator's own; the cause is in its log. */
export const internalError = (): OssError =>
  new OssError({
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error, please try again.',
  });
