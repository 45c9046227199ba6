import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from 'pg';
import { startLocalPostgres, type LocalPostgres } from '../../lib/local/local-postgres.ts';

let postgres: LocalPostgres;
beforeAll(async () => {
  postgres = await startLocalPostgres({ port: 0 });
}, 60_000);
afterAll(() => postgres.stop());

async function open(): Promise<Client> {
  const client = new Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Ends a connection as the death of its process does. */
function cut(client: Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

const answerOf = async (client: Client) =>
  (await client.query<{ answer: string }>('SELECT $1::text AS answer', ['yes'])).rows;

describe('createLendSession', () => {
  it('gives each of many clients the answers to its own statements', async () => {
    const ask = async (client: Client, round: number, name: number) => {
      const values = Array.from({ length: 1 + ((round + name) % 5) }, (_, at) => `${name}.${round}.${at}`);
      const columns = values.map((_, at) => `$${at + 1}::text AS c${at}`).join(', ');
      if (round % 3 === 0) await client.query('BEGIN');
      const { rows } = await client.query<Record<string, string>>(`SELECT ${columns}`, values);
      if (round % 3 === 0) await client.query('COMMIT');
      expect(Object.values(rows[0]!)).toEqual(values);
    };
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (name) => {
        const client = await open();
        for (let round = 0; round < 12; round += 1) await ask(client, round, name);
        await client.end();
      }),
    );
  }, 60_000);

  it('undoes the transaction of a client that died in it, and lets the others go on', async () => {
    const [dying, other] = [await open(), await open()];
    await dying.query('BEGIN');
    await dying.query('CREATE TABLE half_done (id text)');
    const answer = answerOf(other);
    cut(dying);
    expect(await answer).toEqual([{ answer: 'yes' }]);
    expect((await other.query(`SELECT to_regclass('half_done') AS found`)).rows).toEqual([{ found: null }]);
    await other.end();
  });

  it('does not let one feel the error of a client that died before it was told', async () => {
    const other = await open();
    const dying = connect(Number(new URL(postgres.url).port), '127.0.0.1');
    dying.write(startUp({ user: 'postgres', database: 'postgres' }));
    await once(dying, 'data');
    // A statement that fails, without the Sync that ends its group.
    dying.write(message('P', '\0SELECT nothing FROM nowhere\0', Buffer.alloc(2)));
    await once(dying, 'data');
    dying.destroy();
    expect(await answerOf(other)).toEqual([{ answer: 'yes' }]);
    await other.end();
  });

  it('tells a client that asks for encryption that there is none', async () => {
    const socket = connect(Number(new URL(postgres.url).port), '127.0.0.1');
    socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
    expect(await once(socket, 'data')).toEqual([Buffer.from('N')]);
    socket.destroy();
  });

  it('ends a connection that speaks another protocol', async () => {
    const socket = connect(Number(new URL(postgres.url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\n\r\n');
    socket.resume();
    expect(await once(socket, 'close')).toEqual([false]);
  });
});

function message(type: string, text: string, end = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(text), end]);
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function startUp(parameters: Record<string, string>): Buffer {
  const body = Buffer.from(`${Object.entries(parameters).flat().join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.writeUInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
}
