import type { Env } from '../config.ts';
import { explain } from '../diagnostics/explain.ts';
import { CallbackInvalidError, isOssCallbackError } from '../errors.ts';
import { UsageError } from './cli-command.ts';
import { settingsBehind } from './settings-behind.ts';

/** Says in a line why a command could not run, and what to do about it where that is known; the settings may tell what it spoke to. */
export function describeFailure(error: unknown, env: Env = {}): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CallbackInvalidError) return describeRefusal(error);
  if (isOssCallbackError(error) || error instanceof UsageError) return error.message;
  const { name, message } = error;
  const code = 'code' in error ? String(error.code) : '';
  const settings = settingsBehind(error, env);
  const placeHint = settings.length > 0 ? PLACE_HINTS[code]?.(settings.join(' or ')) : undefined;
  const hint = placeHint ?? HINTS[code] ?? HINTS[name] ?? HINTS[message];
  // A refused connection to several addresses has no message of its own.
  const what = message === '' ? code || name : message;
  return hint === undefined ? what : `${what}: ${hint}`;
}

/** Where settings are known that lead there. */
const PLACE_HINTS: Readonly<Record<string, (settings: string) => string>> = {
  ECONNREFUSED: (settings) => `nothing listens there; check host and port of ${settings}, and that its server runs`,
  ENOTFOUND: (settings) => `check the host of ${settings}`,
};

const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'nothing listens there; `npm start` starts table and queue, AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_SQS say where they are',
  ENOTFOUND: 'check AWS_REGION',
  ResourceNotFoundException: 'check UPLOADS_TABLE and AWS_REGION, or use --local for the table of `npm start`',
  CredentialsProviderError: 'sign in to AWS, or use --local for the table of `npm start`',
  QueueDoesNotExist: 'check QUEUE_URL, or use --local for the queue of `npm start`',
  AccessDenied:
    'dead letters take sqs:GetQueueAttributes on both queues, and on that of the dead letters sqs:ReceiveMessage, sqs:ChangeMessageVisibility and, to redrive, sqs:StartMessageMoveTask, sqs:ListMessageMoveTasks and sqs:DeleteMessage with sqs:SendMessage on the other',
  AccessDeniedException: 'reading takes dynamodb:Query and dynamodb:BatchGetItem on the table and its index',
  '28P01': 'check the user and the password in DATABASE_URL',
  '3D000': 'check the name of the database in DATABASE_URL',
  '42501': 'the user of DATABASE_URL may not do this; to migrate takes CREATE on the schema',
  TimeoutError: 'the table did not answer in time',
  'Query read timeout': 'the database did not answer in time; of many uploads, ask for fewer days by --from and --to',
};

/** OSS's own words say little; ours say what to do. */
function describeRefusal({ message, ec = '' }: CallbackInvalidError): string {
  const explanation = explain(message);
  const words = explanation.known ? `${explanation.title}: ${explanation.fix.join(' ')}` : '';
  return `OSS would refuse this: ${[message, ec, words].filter((each) => each !== '').join(' ')}`;
}
