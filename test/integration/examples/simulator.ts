import OSS from 'ali-oss';
import { startSimulator } from 'oss-callback-receiver/simulator';

const oss = await startSimulator({ port: 0, callbackTo: process.env['RECEIVER_URL'] ?? 'http://127.0.0.1:3000' });
// Let the receiver under test trust oss.publicKey, or start it with the public half of a `privateKey` of yours.

const client = new OSS({ ...oss.credentials, endpoint: oss.url, region: 'oss-cn-hangzhou', bucket: 'any-name' });
const callback = { url: 'https://example.com/callback', body: 'object=${object}&size=${size}' };
await client.put('hello.txt', Buffer.from('hello'), { callback });

const { sent, answered } = await oss.spy.waitForCallback({ key: 'hello.txt' });
process.stdout.write(`${Buffer.from(sent.body).toString()} ${answered.status}\n`);
await oss.stop();
