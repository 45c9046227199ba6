/** OSS's error XML. */
export const xml = (code: string, message: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n  <Code>${code}</Code>\n  <Message>${message}</Message>\n  <RequestId>587C8735355BE8694A8E9100</RequestId>\n  <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId>\n${more}</Error>`;
/** The callback of the topic's first example. */
export const UNESCAPED =
  '{"callbackUrl":"8.8.8.8:9090","callbackBody":"{"bucket":${bucket},"object":${object}}","callbackBodyType":"application/json"}';

// The examples of the vendor's topic as they stand there, garbled letters included.
export const TOPIC = [
  {
    name: 'InvalidArgument',
    text: `<Error> <Code>InvalidArgument</Code> <Message>The callback configuration is not json format.</Message> <RequestId>587C79A3DD373E2676F73ECE</RequestId> <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId> <ArgumentName>callback</ArgumentName> <ArgumentValue>${UNESCAPED}</ArgumentValue> </Error>`,
    code: 'callback-not-json',
    cause: /quotes inside of callbackBody are not escaped/,
    fix: /\\"bucket\\"/,
  },
  {
    name: 'CallbackFailed, example 1',
    text: '<Error> <Code>CallbackFailed</Code> <Message>Response body is not valid json format.</Message> <RequestId>587C81A125F797621829923D</RequestId> <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId> </Error>',
    code: 'reply-not-json',
    cause: /EF BB BF/,
    fix: /without BOM/,
  },
  {
    name: 'CallbackFailed, example 2',
    text: '<Error> <Code>CallbackFailed</Code> <Message>Error status : -1. OSS can not connect to your callbackUrl, please check it.</Message> <RequestId>587C8735355BE8694A8E9100</RequestId> <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId> </Error>',
    code: 'callback-not-connected',
    cause: /took longer than 5 seconds/,
    fix: /callbackSNI/,
  },
  {
    name: 'CallbackFailed, example 3',
    text: '<Error> <Code>CallbackFailed</Code> <Message> error status:-1 8.8.8.8: 9090 reply timeout, cost: 5000 MS, timeout: 5000 MS (Ernest-4, errno170) </message> <RequestId>587C8D382AE0B92FA3EEF62C</RequestId> <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId> </Error>',
    code: 'callback-too-slow',
    cause: /5 seconds/,
    fix: /queue/,
  },
  {
    name: 'CallbackFailed, example 4',
    text: '<Error> <Code>CallbackFailed</Code> <Message>Error status : 400.</Message> <RequestId>587C89A02AE0B92FA3C7981D</RequestId> <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId> </Error>',
    code: 'callback-status',
    cause: /refused the request/,
    fix: /log/,
  },
  {
    name: 'CallbackFailed, example 5',
    text: '<Error> <Code>CallbackFailed</Code> <Message>Error status : 502.</Message> <RequestId>587C8D382AE0B92FA3EEF62C</RequestId> <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId> </Error>',
    code: 'callback-status',
    cause: /reached nobody/,
    fix: /callbackSNI/,
  },
] as const;

/** Every other message of OSS, old and new. */
export const MESSAGES = [
  { message: 'Too many callback requests.', code: 'too-many-callbacks', ec: '0007-00000201' },
  { message: 'Cost too long time.', code: 'callback-too-slow', ec: '0007-00000202' },
  { message: 'Error status : 301.', code: 'callback-status', ec: '0007-00000203' },
  {
    message: 'Error status : -1.OSS can not connect to your callbackUrl, please check it.',
    code: 'callback-not-connected',
    ec: undefined,
  },
  {
    message: 'Error status : -1 8.8.8.8:9090 reply timeout, cost:5000ms, timeout:5000ms (err -4, errno115)',
    code: 'callback-too-slow',
    ec: '0007-00000202',
  },
  { message: 'Error Status : 400.User server missing content-length.', code: 'reply-without-length', ec: undefined },
  {
    message: 'Error Status : 400.User server return invalid content-length value.',
    code: 'reply-length-invalid',
    ec: undefined,
  },
  {
    message: 'Error Status : 400.User server return too long content-length value.',
    code: 'reply-too-long',
    ec: undefined,
  },
  { message: 'Response body is not valid json format.', code: 'reply-not-json', ec: '0007-00000205' },
  { message: 'Get image info failed.', code: 'image-info-failed', ec: '0007-00000301' },
  {
    message: 'Callback to application server failed, please check your callbackUrl.',
    code: 'callback-failed',
    ec: undefined,
  },
  { message: 'Invalid according to Policy: Policy expired.', code: 'policy-expired', ec: undefined },
  {
    message: 'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "b"]',
    code: 'policy-condition-failed',
    ec: undefined,
  },
  {
    message:
      "The bucket POST must contain the specified 'key'. If it is specified, please check the order of the fields",
    code: 'form-without-key',
    ec: undefined,
  },
  {
    message: 'The body of your POST request is not well-formed multipart/form-data',
    code: 'form-malformed',
    ec: undefined,
  },
] as const;
