import { runScript } from '../../helpers/run-script.ts';

// What Node has learnt since 20.10, which the custom runtime of Function Compute ships, is taken away before anything is loaded.
// https://www.alibabacloud.com/help/en/functioncompute/user-guide/overview-10
const NODE_20_10 = `
  const later = { crypto: ['hash'], process: ['getBuiltinModule', 'loadEnvFile'], util: ['parseEnv', 'styleText'], zlib: ['crc32'] };
  for (const [module, names] of Object.entries(later)) for (const name of names) delete require('node:' + module)[name];
  for (const name of ['withResolvers', 'try']) delete Promise[name];
  for (const name of ['difference', 'intersection', 'isSubsetOf', 'union']) delete Set.prototype[name];
  delete Array.fromAsync;
  delete globalThis.Iterator;
  Object.assign(process.env, { IS_LOCAL: 'true', TRUST: 'signature', QUEUE: 'memory', STORE: 'memory', LOG_LEVEL: 'silent' });
`;

const answerOf = (entry: string, event: string) =>
  runScript(
    `import { readFileSync } from 'node:fs';
     import { handler } from './handlers/fc/${entry}.ts';
     void handler(readFileSync('events/fc/${event}.json'), {}).then((answer) => {
       process.stdout.write(JSON.stringify(answer));
     });`,
    { preload: NODE_20_10, external: ['proxy-agent'] },
  );

describe('on the Node of the custom runtime', () => {
  it('the receiver acknowledges a callback', async () => {
    const { stdout, stderr } = await answerOf('callback', 'cloudreve-json-body');
    expect(stdout || stderr).toContain('"statusCode":200');
  }, 60_000);

  it('the worker processes an upload', async () => {
    expect(await answerOf('worker', 'worker-one-upload')).toMatchObject({ code: 0, stdout: '""' });
  }, 60_000);
});
