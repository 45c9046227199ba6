import type { NamedKey } from '../../diagnostics/diagnose-signature.ts';
import type { DeadLetters } from '../../queue/dead-letters.ts';
import type { UploadReader } from '../../store/upload-reader.ts';
import type { SlimEvent } from '../console-event.ts';
import type { History } from '../history.ts';
import type { Timeline } from '../journey/timeline.ts';
import type { ConsoleSetup, QueueDepth } from '../setup.ts';
import type { FaultyRelay } from './faulty-relay.ts';
import type { LocalOssClient } from './local-oss-client.ts';

/** An event without its octets, and the number by which the history has all of it. */
export type IndexedEvent = SlimEvent & { readonly number: number };

/** What the console shows and moves. */
export interface ConsoleContext {
  readonly setup: ConsoleSetup;
  readonly history: Pick<History, 'get'>;
  /** Holds no octets: what they may take in memory, the history bounds. */
  readonly timeline: Timeline<IndexedEvent>;
  readonly reader: UploadReader;
  readonly deadLetters: DeadLetters;
  readonly queueDepth: () => Promise<Omit<QueueDepth, 'dead'>>;
  readonly oss: LocalOssClient;
  readonly relay: FaultyRelay;
  /** Keys that the receiver trusts beside OSS's own. */
  readonly keys: readonly NamedKey[];
}
