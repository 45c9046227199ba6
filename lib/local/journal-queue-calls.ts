import type { buildApp } from 'fauxqs';
import type { DeclaredQueue } from './declared-resources.ts';
import type { QueueJournal } from './queue-journal.ts';
import { queueOf } from './queue-of.ts';

type FauxqsApp = ReturnType<typeof buildApp>;

/** Options of {@link journalQueueCalls}. */
export interface JournalQueueCallsOptions {
  readonly journal: QueueJournal;
  /** How fauxqs begins a queue's URL. */
  readonly ownOrigin: string;
  /** How the callers of the local SQS begin it. */
  readonly publicOrigin: string;
  readonly queues: readonly DeclaredQueue[];
}

interface QueueCall {
  QueueUrl?: string;
  readonly MessageBody?: string;
  readonly MessageAttributes?: unknown;
  readonly ReceiptHandle?: string;
  readonly Entries?: readonly (QueueCall & { readonly Id: string })[];
}

interface QueueResult {
  readonly MessageId?: string;
  readonly Messages?: readonly { readonly MessageId: string; readonly ReceiptHandle: string }[];
  readonly Successful?: readonly { readonly Id: string; readonly MessageId?: string }[];
}

/** Has the local SQS write each message it takes and gives to the journal, before its caller is answered. */
export function journalQueueCalls(app: FauxqsApp, options: JournalQueueCallsOptions): void {
  const { ownOrigin, publicOrigin } = options;
  const record = createRecorder(options);
  app.addHook('preHandler', (request, _reply, done) => {
    const call = request.body as QueueCall | undefined;
    if (call?.QueueUrl?.startsWith(publicOrigin)) call.QueueUrl = ownOrigin + call.QueueUrl.slice(publicOrigin.length);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const [service, action] = String(request.headers['x-amz-target']).split('.');
    if (service !== 'AmazonSQS' || action === undefined || reply.statusCode !== 200 || typeof payload !== 'string') {
      done(null, payload);
      return;
    }
    const result = JSON.parse(payload === '' ? '{}' : payload) as QueueResult;
    record(action, request.body as QueueCall, result);
    done(null, 'QueueUrl' in result || 'QueueUrls' in result ? payload.replaceAll(ownOrigin, publicOrigin) : payload);
  });
}

function createRecorder({ journal, queues }: JournalQueueCallsOptions) {
  const idByHandle = new Map<string, string>();
  const nameOf = ({ QueueUrl = '' }: QueueCall) => QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
  const sent = (queue: string, { MessageBody = '', MessageAttributes }: QueueCall, id = '') => {
    journal.sent({ id, queue, body: MessageBody, attributes: MessageAttributes });
  };
  const deleted = ({ ReceiptHandle = '' }: QueueCall) => {
    const id = idByHandle.get(ReceiptHandle);
    idByHandle.delete(ReceiptHandle);
    if (id !== undefined) journal.deleted(id);
  };
  const entriesOf = (call: QueueCall, { Successful = [] }: QueueResult) =>
    Successful.flatMap(({ Id, MessageId }) => {
      const entry = call.Entries?.find((candidate) => candidate.Id === Id);
      return entry === undefined ? [] : [{ entry, MessageId }];
    });

  return (action: string, call: QueueCall, result: QueueResult): void => {
    switch (action) {
      case 'SendMessage':
        sent(nameOf(call), call, result.MessageId);
        break;
      case 'SendMessageBatch':
        for (const { entry, MessageId } of entriesOf(call, result)) sent(nameOf(call), entry, MessageId);
        break;
      case 'ReceiveMessage':
        for (const { MessageId, ReceiptHandle } of result.Messages ?? []) {
          idByHandle.set(ReceiptHandle, MessageId);
          journal.received(MessageId);
        }
        break;
      case 'DeleteMessage':
        deleted(call);
        break;
      case 'DeleteMessageBatch':
        for (const { entry } of entriesOf(call, result)) deleted(entry);
        break;
      case 'PurgeQueue':
      case 'DeleteQueue':
        for (const message of journal.messages()) {
          if (queueOf(message, queues) === nameOf(call)) journal.deleted(message.id);
        }
        break;
    }
  };
}
