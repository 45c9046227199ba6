/** What a person is told about an error: what it is, why, what it leads to, and what to do. */
export interface Words {
  /** One line, without a full stop. */
  readonly title: string;
  readonly cause: string;
  /** What happened to the upload and to the callback. */
  readonly consequence: string;
  /** Steps, the likeliest first. */
  readonly fix: readonly string[];
  /** The vendor's page, or ours where the error is ours. */
  readonly docs: string;
}

/** The vendor's pages. */
export const DOCS = {
  callback: 'https://www.alibabacloud.com/help/en/oss/developer-reference/callback',
  postObject: 'https://www.alibabacloud.com/help/en/oss/developer-reference/postobject',
  putObject: 'https://www.alibabacloud.com/help/en/oss/developer-reference/putobject',
  presignedUrl: 'https://www.alibabacloud.com/help/en/oss/developer-reference/ddd-signatures-to-urls',
  troubleshooting: 'https://help.aliyun.com/en/oss/upload-callbacks-6',
  status203: 'https://help.aliyun.com/zh/oss/http-status-code-203',
  sqsRedrive:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html',
  /** The page of one of OSS's error numbers. */
  ec: (ec: string): string => `https://help.aliyun.com/zh/oss/user-guide/${ec}`,
} as const;

/** What follows from every refusal of parameters. */
export const NOTHING_STORED = 'OSS answered 400: nothing was stored and nobody was called.';

/** What follows from every callback that failed. */
export const STORED_ALL_THE_SAME =
  'OSS answered 203: the object is stored all the same, the uploader sees a failure, and OSS does not try again. Your server may have received the callback.';
