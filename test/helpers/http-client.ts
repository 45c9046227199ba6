import { connect, type Socket } from 'node:net';

/** An answer, as it stood on the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection that sends what it is told and keeps what comes back. */
export interface RawConnection {
  readonly socket: Socket;
  /** All that came. */
  readonly text: () => string;
  /** Resolves when the other side has hung up. */
  readonly closed: Promise<void>;
}

export function openConnection(url: string): RawConnection {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (received += chunk));
  // A reset is an end too.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      resolve();
    }),
  );
  return { socket, text: () => received, closed };
}

/** Sends octets as they are on a connection of their own, and reads until the other side hangs up. */
export async function exchange(url: string, request: string | Uint8Array): Promise<RawAnswer[]> {
  const connection = openConnection(url);
  connection.socket.write(request);
  await connection.closed;
  return parseAnswers(connection.text());
}

/** Reads answers one behind the other; each must state its length. */
export function parseAnswers(text: string, isHead = false): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) throw new Error(`an answer breaks off: ${JSON.stringify(rest)}`);
    const [line = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((header) => {
        const colon = header.indexOf(':');
        return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
      }),
    );
    const status = Number(line.split(' ')[1]);
    const length = status < 200 || isHead ? 0 : Number(headers['content-length']);
    if (Number.isNaN(length)) throw new Error(`an answer without a length: ${JSON.stringify(rest)}`);
    const body = rest.slice(end + 4, end + 4 + length);
    if (body.length < length) throw new Error(`a body that breaks off: ${JSON.stringify(rest)}`);
    answers.push({ status, headers, body });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}
