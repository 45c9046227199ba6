import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import * as api from '../lib/index.ts';
import * as simulator from '../lib/simulator/index.ts';
import { typingPackages } from './helpers/typing-packages.ts';
import { unexportedTypes } from './helpers/unexported-types.ts';

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
      'openFactStore',
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

  it('exports every type of ours that stands in what it exports', () => {
    expect(unexportedTypes(INDEX)).toEqual([]);
  });

  it.each(['dist/lib/index.d.ts', 'dist/lib/simulator/index.d.ts'])(
    'brings the types that stand in %s',
    async (file) => {
      const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { dependencies: object };
      const needed = typingPackages(file);
      expect(needed.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
    },
  );

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
