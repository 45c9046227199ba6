import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SQSEvent } from 'aws-lambda';

const event = JSON.parse(readFileSync('events/queue/duplicate.json', 'utf8')) as SQSEvent;
const importHandler = () => import('../../../handlers/aws/worker-with-own-step.ts');

describe('handlers/aws/worker-with-own-step', () => {
  it('runs the step once an upload, again after a failure, and under one key', async () => {
    const keys: unknown[] = [];
    const server = createServer((request, response) => {
      keys.push(request.headers['idempotency-key']);
      response.writeHead(keys.length === 1 ? 503 : 204).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const NOTIFY_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    Object.assign(process.env, { IS_LOCAL: 'true', LOG_LEVEL: 'silent', NOTIFY_URL });
    const { handler } = await importHandler();
    const first = event.Records[0]!.messageId;
    expect(await handler(event)).toEqual({ batchItemFailures: [{ itemIdentifier: first }] });
    expect(await handler(event)).toEqual({ batchItemFailures: [] });
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    server.close();
  });
});
