import { readQueueConfig, readReceiverConfig, readServerConfig } from '../../lib/config.ts';
import { createLogger } from '../../lib/logger.ts';
import { createNodeHttpListener } from '../../lib/platform/node/http.ts';
import { runProcess } from '../../lib/platform/node/run-process.ts';
import { startServer } from '../../lib/platform/node/server.ts';
import { composeReceiver } from '../compose-receiver.ts';
import { composeServerQueue } from './compose-server-queue.ts';

const { env } = process;

// Log lines of up to 20 ms share a write; a killed process loses at most those.
const LOG_GATHER_MS = 20;

await runProcess(async () => {
  const { PORT: port, HOST: host } = readServerConfig(env);
  const { MAX_BODY_BYTES: maxBodyBytes, LOG_LEVEL: level } = readReceiverConfig(env);
  const config = readQueueConfig(env);
  const queue = await composeServerQueue(config, env, createLogger({ level, gatherMs: LOG_GATHER_MS }));
  const listener = createNodeHttpListener(composeReceiver(env, { ...queue, logGatherMs: LOG_GATHER_MS }), {
    maxBodyBytes,
  });
  const server = await startServer(listener, { port, host });
  // Whatever LOG_LEVEL says: with PORT=0 nobody else knows the address.
  createLogger({ gatherMs: LOG_GATHER_MS }).info({ url: server.url, queue: config.kind }, 'listening');
  return { stop: () => server.stop().then(() => queue.stop()) };
});
