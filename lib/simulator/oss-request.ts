import type { QueryPair } from './parse-query.ts';

/** A request to the simulator, addressed and decoded, its body still to come. */
export interface OssRequest {
  /** The id that goes into every reply and callback: 24 upper-case hex digits. */
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly method: string;
  /** As sent: path and query, percent-encoded. */
  readonly url: string;
  /** The `Host` header without its port: what error replies name as `HostId`. */
  readonly host: string;
  /** The port of the `Host` header, empty where it has none. */
  readonly port: string;
  /** Whether the bucket stands in the host or in the path. */
  readonly style: 'virtual-host' | 'path';
  /** Absent where the request names none. */
  readonly bucket: string | undefined;
  /** Percent-decoded; empty where the request is for a bucket. */
  readonly key: string;
  /** Decoded, in order; `value` is null where no `=` stands. */
  readonly queryPairs: readonly QueryPair[];
  /** The first value of each parameter, empty for null. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly clientIp: string;
  readonly body: AsyncIterable<Uint8Array>;
}
