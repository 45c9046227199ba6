import { createServer } from 'node:http';
import OSS from 'ali-oss';
import {
  createCallbackReceiver,
  createMemoryQueue,
  createNodeHttpListener,
  createPubKeyStore,
  silentLogger,
} from 'oss-callback-receiver';
import { startSimulator } from 'oss-callback-receiver/simulator';

const port = Number(process.env['PORT'] ?? 3000);
const oss = await startSimulator({ port: 0, callbackTo: `http://127.0.0.1:${port}` });

const receive = createCallbackReceiver({
  pubKeys: createPubKeyStore({ trusted: [oss.publicKey], fetch, clock: Date.now }),
  queue: createMemoryQueue(),
  clock: Date.now,
  logger: silentLogger,
});
const server = createServer(createNodeHttpListener(receive, { maxBodyBytes: 262_144 })).listen(port);

const client = new OSS({ ...oss.credentials, endpoint: oss.url, region: 'oss-cn-hangzhou', bucket: 'any-name' });
const callback = { url: 'https://example.com/callback', body: 'object=${object}&size=${size}' };
await client.put('hello.txt', Buffer.from('hello'), { callback });

const { sent, answered } = await oss.spy.waitForCallback({ key: 'hello.txt' });
process.stdout.write(`${Buffer.from(sent.body).toString()} ${answered.status}\n`);
await oss.stop();
server.close();
