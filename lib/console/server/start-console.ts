import { createServer } from 'node:http';
import type { SimulatorCredentials } from '../../simulator/auth/credentials.ts';
import { listen } from '../../simulator/listen.ts';
import type { ConsoleEvent } from '../console-event.ts';
import { openHistory, type NumberedEvent } from '../history.ts';
import { createTimeline } from '../journey/timeline.ts';
import { keepOctets } from '../octets.ts';
import { slimEvent } from '../slim-event.ts';
import type { ConsoleContext, IndexedEvent } from './console-context.ts';
import { createListener } from './create-listener.ts';
import { startFaultyRelay } from './faulty-relay.ts';
import { createLocalOssClient } from './local-oss-client.ts';
import { buildPage } from './page-assets.ts';
import { takeTurns } from './take-turns.ts';

/** Options of {@link startConsole}. */
export interface ConsoleOptions extends Pick<
  ConsoleContext,
  'setup' | 'reader' | 'deadLetters' | 'queueDepth' | 'keys'
> {
  /** 0 takes a free one. */
  readonly port: number;
  /** Where the history is kept. */
  readonly historyFile: string;
  /** Of the local OSS. */
  readonly credentials: SimulatorCredentials;
  readonly clock: () => number;
}

/** A console that runs. */
export interface Console {
  readonly url: string;
  /** Tells it what has happened. */
  record(event: ConsoleEvent): void;
  stop(): Promise<void>;
}

/**
 * Starts the console on loopback: a page, what it asks for, and the events as they happen.
 * @throws {Error} where the port is taken.
 */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const { setup, reader, queueDepth, keys, credentials, clock } = options;
  const deadLetters = takeTurns(options.deadLetters);
  const history = openHistory(options.historyFile);
  const timeline = createTimeline<IndexedEvent>();
  const index = ({ number, event }: NumberedEvent): void => {
    timeline.apply({ ...slimEvent(event), number });
  };
  history.since().forEach(index);
  const record = (event: ConsoleEvent): void => {
    const number = history.add(event);
    if (number !== undefined) index({ number, event });
  };
  const relay = await startFaultyRelay({
    callbackUrl: setup.callbackUrl,
    onChanged: (ossRequestId, octets) => {
      record({ type: 'callback-changed', at: clock(), ossRequestId, octets: keepOctets(octets) });
    },
  });
  const assets = buildPage();
  // Whoever asks for the page is told what is wrong with it; nobody may ask.
  assets.catch(() => undefined);
  const oss = createLocalOssClient({ url: setup.ossUrl, credentials });
  const context = { setup, history, timeline, reader, deadLetters, queueDepth, oss, relay, keys };
  const listener = createListener({ port: () => server.port, history, assets, context });
  const server = await listen(createServer(listener), options.port, '127.0.0.1');
  return {
    url: server.url,
    record,
    async stop() {
      await Promise.all([server.stop(), relay.stop()]);
      history.close();
    },
  };
}
