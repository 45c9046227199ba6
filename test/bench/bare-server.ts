import { createPublicKey, createVerify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The measure for `npm run serve`: a server that verifies with a cached key, answers, and does nothing else.
const key = createPublicKey(readFileSync(process.env['OSS_PUB_KEY_FILE'] ?? ''));
const reply = '{"Status":"OK"}';
const headers = { 'content-type': 'application/json', 'content-length': String(reply.length) };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const signature = Buffer.from(request.headers.authorization ?? '', 'base64');
    const signed = createVerify('RSA-MD5')
      .update(`${request.url ?? ''}\n`)
      .update(Buffer.concat(chunks))
      .verify(key, signature);
    response.writeHead(signed ? 200 : 400, headers).end(reply);
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
