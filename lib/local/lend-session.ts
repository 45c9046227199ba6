import type { Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { createInTurn } from '../in-turn.ts';
import { createFrameReader } from './postgres-frames.ts';

/** Serves one connection until it ends. */
export type LendSession = (socket: Socket) => Promise<void>;

// Who holds the session and says nothing keeps everybody else waiting.
const IDLE_IN_TRANSACTION_MS = 30_000;

// https://www.postgresql.org/docs/current/protocol-message-formats.html
const READY_FOR_QUERY = Buffer.from([0x5a, 0, 0, 0, 5]);
const READY_OCTETS = READY_FOR_QUERY.length + 1;
const IDLE = 'I'.charCodeAt(0);
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
const ROLLBACK = Buffer.from('Q\0\0\0\x0dROLLBACK\0', 'latin1');

/**
 * Lends the one session that PGlite has to many connections, in turn: to each from its first message until the server is
 * ready for the next query, outside of any transaction. A message alone is too little to lend it for: parse, bind and
 * execute of two clients would mix, and what one leaves unfinished would be the next one's.
 */
export function createLendSession(db: PGlite, { idleMs = IDLE_IN_TRANSACTION_MS } = {}): LendSession {
  const inTurn = createInTurn();
  /** Resolves once it is the caller's turn, to what ends it. */
  const takeTurn = (): Promise<() => void> =>
    new Promise((begin) => {
      void inTurn(() => new Promise<void>(begin));
    });

  /** Whether the session can be lent to another now. */
  async function forward(octets: Buffer, socket: Socket): Promise<boolean> {
    const answer = Buffer.from(await db.runExclusive(() => db.execProtocolRaw(octets)));
    if (answer.length > 0) socket.write(answer);
    // No other message of the server ends with these octets.
    const end = answer.subarray(-READY_OCTETS);
    return end.subarray(0, -1).equals(READY_FOR_QUERY) && end.at(-1) === IDLE;
  }

  /** Takes back what a client left: an error that waits for its Sync, a transaction. */
  async function takeBack(): Promise<void> {
    await db.runExclusive(async () => {
      await db.execProtocolRaw(SYNC);
      await db.execProtocolRaw(ROLLBACK);
    });
  }

  return async (socket) => {
    const read = createFrameReader();
    let endTurn: (() => void) | undefined;
    socket.setNoDelay(true);
    socket.on('timeout', () => socket.destroy());
    try {
      for await (const octets of socket as AsyncIterable<Buffer>) {
        for (const frame of read(octets)) {
          if (frame.kind === 'cancel' || frame.kind === 'terminate') return;
          if (frame.kind === 'encryption') {
            socket.write('N');
            continue;
          }
          endTurn ??= await takeTurn();
          socket.setTimeout(0);
          if (await forward(frame.octets, socket)) {
            endTurn();
            endTurn = undefined;
          } else socket.setTimeout(idleMs);
        }
      }
    } catch {
      // Its client is gone, or speaks another protocol: the connection ends, and others go on.
    } finally {
      socket.destroy();
      // A database that is broken for good tells whoever asks it next.
      if (endTurn !== undefined)
        await takeBack()
          .catch(() => undefined)
          .finally(endTurn);
    }
  };
}
