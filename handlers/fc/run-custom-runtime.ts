import { readServerConfig, readWorkerConfig, type Env } from '../../lib/config.ts';
import { createLogger } from '../../lib/logger.ts';
import { createCustomRuntimeListener, type CustomRuntimeOptions } from '../../lib/platform/fc/custom-runtime.ts';
import { runProcess } from '../../lib/platform/node/run-process.ts';
import { startServer } from '../../lib/platform/node/server.ts';

type Composed = Omit<CustomRuntimeOptions, 'logger'>;

/** Runs what is composed behind the port that Function Compute forwards to: 9000 of every address, unless it says another. */
export async function runCustomRuntime(env: Env, compose: () => Composed | Promise<Composed>): Promise<void> {
  await runProcess(async () => {
    const { PORT: port, HOST: host } = readServerConfig({
      PORT: env['PORT'] || env['FC_CUSTOM_LISTEN_PORT'] || '9000',
      HOST: env['HOST'] || '0.0.0.0',
    });
    const logger = createLogger({ level: readWorkerConfig(env).LOG_LEVEL });
    const listener = createCustomRuntimeListener({ ...(await compose()), logger });
    // Function Compute keeps its connections, and must not find them cut when the next request comes.
    const server = await startServer(listener, { port, host, keepAliveTimeoutMs: 0 });
    // Whatever LOG_LEVEL says: with PORT=0 nobody else knows the address.
    createLogger().info({ url: server.url }, 'listening');
    return server;
  });
}
