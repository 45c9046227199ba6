// Which way of verifying OSS's signature is the fastest that keeps working? `npm run bench:verify`; see README.md here.
import { createHash, createPublicKey, createVerify, publicDecrypt, verify } from 'node:crypto';
import NodeRSA from 'node-rsa';
import { Bench } from 'tinybench';
import { importPubKey } from '../../lib/signature/pub-key.ts';
import { PUBLISHED_PUB_KEY_PEM as PEM } from '../../lib/signature/published-pub-key.ts';
import { genuine } from '../helpers/vectors.ts';

const vector = genuine.find(({ id }) => id === 'aliyun-doc-signedcallback-2018')!;
const message = Buffer.from(vector.stringToSign);
const signature = Buffer.from(vector.headers['authorization'] ?? '', 'base64');

// DER of DigestInfo for MD5: https://www.rfc-editor.org/rfc/rfc8017#section-9.2
const DIGEST_INFO = Buffer.from('3020300c06082a864886f70d020505000410', 'hex');
const native = importPubKey(PEM, 'native');
const pure = importPubKey(PEM, 'pure');
const keyObject = createPublicKey(PEM);
const nodeRsa = new NodeRSA(PEM, 'pkcs8-public-pem', { signingScheme: 'pkcs1-md5' });

function decryptAndCompare(): boolean {
  const expected = Buffer.concat([DIGEST_INFO, createHash('md5').update(message).digest()]);
  return publicDecrypt(keyObject, signature).equals(expected);
}

const ways: readonly (readonly [name: string, isGenuine: () => boolean])[] = [
  ['this project: node-rsa imports once, OpenSSL opens', () => native.isSignatureOf(message, signature)],
  ['this project where OpenSSL refuses: node-rsa alone', () => pure.isSignatureOf(message, signature)],
  ['this project, importing for every callback', () => importPubKey(PEM, 'native').isSignatureOf(message, signature)],
  ['node-rsa, verify', () => nodeRsa.verify(message, signature)],
  ['crypto.verify, KeyObject', () => verify('md5', message, keyObject, signature)],
  ['createVerify, KeyObject', () => createVerify('RSA-MD5').update(message).verify(keyObject, signature)],
  ['createVerify, PEM text', () => createVerify('RSA-MD5').update(message).verify(PEM, signature)],
  ['publicDecrypt and compare, KeyObject', decryptAndCompare],
];

const bench = new Bench({ time: 1_000, warmupTime: 200 });
for (const [name, isGenuine] of ways) {
  if (!isGenuine()) throw new Error(`${name} calls a genuine signature wrong`);
  bench.add(name, () => {
    isGenuine();
  });
}
await bench.run();

for (const { name, result } of bench.tasks) {
  if (!('throughput' in result)) throw new Error(`${name} gave no result`);
  const perSecond = Math.round(result.throughput.mean).toLocaleString('en');
  const microseconds = (result.latency.p50 * 1_000).toFixed(1);
  process.stdout.write(`${perSecond.padStart(9)} /s ${microseconds.padStart(8)} µs  ${name}\n`);
}
