import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import * as api from '../lib/index.ts';
import * as simulator from '../lib/simulator/index.ts';

const INDEX = 'lib/index.ts';

describe('oss-callback-receiver/simulator', () => {
  it('exports one value, and with it the types that it speaks in', async () => {
    expect(Object.keys(simulator)).toEqual(['startSimulator']);
    const { exports } = JSON.parse(await readFile('package.json', 'utf8')) as { exports: object };
    expect(Object.keys(exports)).toEqual(['.', './simulator', './package.json']);
  });
});

describe('oss-callback-receiver', () => {
  it('exports these values, and a change of them is a change of version', () => {
    expect(Object.keys(api).sort()).toEqual([
      'BodyTooLargeError',
      'CallbackInvalidError',
      'ConfigInvalidError',
      'MalformedRequestError',
      'MessageInvalidError',
      'MessageTooLargeError',
      'MethodNotSupportedError',
      'NotDurableError',
      'ObjectStoreUnavailableError',
      'OssCallbackError',
      'PathNotFoundError',
      'PubKeyNotFoundError',
      'PubKeyUnavailableError',
      'PubKeyUrlNotAllowedError',
      'RedriveFailedError',
      'SecretUnavailableError',
      'SignatureMismatchError',
      'SignatureMissingError',
      'StoreSchemaError',
      'TicketInvalidError',
      'addTicket',
      'batchResultToSqsResponse',
      'buildCallback',
      'createCallbackReceiver',
      'createDiscardQueue',
      'createLambdaHttpHandler',
      'createLogger',
      'createMemoryQueue',
      'createMemoryUploadStore',
      'createNodeHttpListener',
      'createPubKeyStore',
      'createSecretCache',
      'createSqsHandler',
      'createSqsQueue',
      'createTicket',
      'createTicketCheck',
      'createTicketKey',
      'createUploadPolicy',
      'createWorker',
      'explain',
      'incomingToRequest',
      'isOssCallbackError',
      'lambdaEventToRequest',
      'lintCallback',
      'openUploadReader',
      'openUploadStore',
      'replyToLambdaResult',
      'replyToWebResponse',
      'signRequest',
      'silentLogger',
      'sqsEventToRecords',
      'verifySignature',
      'webRequestToRequest',
    ]);
  });

  it('exports these types', async () => {
    const text = await readFile(INDEX, 'utf8');
    const names = [...text.matchAll(/export type \{(?<names>[^}]*)\}/g)].flatMap(({ groups }) =>
      (groups?.['names'] ?? '').split(',').map((name) => name.trim()),
    );
    expect(names.filter((name) => name !== '').sort()).toEqual([
      'AnyOssCallbackError',
      'AuthorizeRequest',
      'AuthorizeUpload',
      'BatchResult',
      'BuildCallbackOptions',
      'BuiltCallback',
      'CallbackReceiver',
      'CallbackReceiverOptions',
      'CallbackRequest',
      'CheckTicket',
      'Clock',
      'CreateTicketOptions',
      'DiscardQueue',
      'EnqueueOptions',
      'Explanation',
      'Finding',
      'LambdaHttpEvent',
      'LambdaHttpResult',
      'LintOptions',
      'Logger',
      'LoggerOptions',
      'MemoryQueue',
      'MemoryQueueOptions',
      'MemoryUploadStore',
      'MemoryUploadStoreOptions',
      'MessageQueue',
      'NodeHttpListenerOptions',
      'OpenStoreOptions',
      'OpenUploadStoreOptions',
      'OssCallbackErrorCode',
      'PubKeyStore',
      'PubKeyStoreOptions',
      'QueueRecord',
      'RawBody',
      'RecordedUpload',
      'Reply',
      'RequestToSign',
      'ReviewRules',
      'SecretCache',
      'SecretCacheOptions',
      'SecretSource',
      'Severity',
      'SignRequestOptions',
      'SignatureHeaders',
      'SqsQueueOptions',
      'Step',
      'StepContext',
      'TicketCheckOptions',
      'TicketKey',
      'Upload',
      'UploadGrant',
      'UploadMessage',
      'UploadPolicyEndpoint',
      'UploadPolicyOptions',
      'UploadReader',
      'UploadRecord',
      'UploadStore',
      'VerifySignatureOptions',
      'WebRequestOptions',
      'Worker',
      'WorkerInvocation',
      'WorkerOptions',
    ]);
  });

  it('loads no client of a cloud before it is used', async () => {
    const { metafile } = await build({
      entryPoints: [INDEX],
      outdir: 'unused',
      write: false,
      metafile: true,
      bundle: true,
      splitting: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
    });
    const loaded = new Set<string>();
    const follow = (file: string): void => {
      for (const { path, kind, external } of metafile.outputs[file]?.imports ?? []) {
        if (kind !== 'import-statement' || loaded.has(path)) continue;
        loaded.add(path);
        if (!external) follow(path);
      }
    };
    follow('unused/index.js');
    expect(loaded).toContain('valibot');
    expect([...loaded].filter((path) => /@aws-sdk|@alicloud|ali-oss/.test(path))).toEqual([]);
  });
});
