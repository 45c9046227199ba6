import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import {
  createCallbackReceiver,
  createLogger,
  createMemoryQueue,
  createPubKeyStore,
  replyToWebResponse,
  webRequestToRequest,
} from 'oss-callback-receiver';

const receive = createCallbackReceiver({
  pubKeys: createPubKeyStore({ fetch, clock: Date.now }),
  queue: createMemoryQueue(),
  clock: Date.now,
  logger: createLogger(),
});

const app = new Hono();
app.all('*', async (context) => replyToWebResponse(await receive(await webRequestToRequest(context.req.raw))));
serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) });
