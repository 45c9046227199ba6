import { createCallbackReceiver } from '../../lib/callback/receive.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createNodeHttpListener } from '../../lib/platform/node/http.ts';
import { startServer, type RunningServer } from '../../lib/platform/node/server.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import type { UploadMessage } from '../../lib/queue/upload-message.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';

/** This project's own receiver behind `node:http`, and what it has enqueued. */
export interface LocalReceiver extends RunningServer {
  readonly messages: UploadMessage[];
}

/** Starts the receiver on loopback. It trusts one key beside the published one and fetches none. */
export async function startLocalReceiver(publicKey: string): Promise<LocalReceiver> {
  const messages: UploadMessage[] = [];
  const queue: MessageQueue = {
    enqueue: (message) => {
      messages.push(message);
      return Promise.resolve();
    },
  };
  const fetch = (): Promise<never> => Promise.reject(new Error('no key is to be fetched'));
  const pubKeys = createPubKeyStore({ trusted: [publicKey], fetch, clock: systemClock });
  const receive = createCallbackReceiver({ pubKeys, queue, clock: systemClock, logger: silentLogger });
  const listener = createNodeHttpListener(receive, { maxBodyBytes: 262_144 });
  return { ...(await startServer(listener, { port: 0, host: '127.0.0.1' })), messages };
}
