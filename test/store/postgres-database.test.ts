import { Client } from 'pg';
import { ConfigInvalidError } from '../../lib/errors.ts';
import type { PostgresDatabaseOptions } from '../../lib/store/postgres-database.ts';
import { assertMigrated, migrateDatabase } from '../../lib/store/postgres-schema.ts';
import { LOCALHOST_CERTIFICATE } from '../helpers/localhost-certificate.ts';
import { openTestDatabase } from '../helpers/postgres.ts';
import { postgresPrograms, startPostgresServer, type PostgresServer } from '../helpers/postgres-server.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { startTcpProxy } from '../helpers/tcp-proxy.ts';
import { until } from '../helpers/until.ts';

const programs = postgresPrograms();
// PGlite has no processes that could be cut, no roles to speak of and no TLS.
const describeWithServer = programs === undefined ? describe.skip : describe;

describeWithServer('createPostgresDatabase', () => {
  const running = stopAfterEach();
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer(programs ?? '', { tls: LOCALHOST_CERTIFICATE });
  });
  afterAll(async () => {
    await server.stop();
  });

  function open(options: Partial<PostgresDatabaseOptions> = {}, url = server.url) {
    const database = openTestDatabase(url, options);
    running.add(() => database.close());
    const pid = async (): Promise<string> =>
      (await database.run('SELECT pg_backend_pid()::text AS pid'))[0]?.['pid'] ?? '';
    return { ...database, pid };
  }

  async function openAdmin(): Promise<Client> {
    const admin = new Client({ connectionString: server.url });
    await admin.connect();
    running.add(() => admin.end());
    return admin;
  }

  it('runs a statement again whose connection is cut while it runs', async () => {
    const { run, pid } = open();
    const admin = await openAdmin();
    const first = await pid();
    await admin.query('SELECT pg_advisory_lock(1)');
    const waiting = run('SELECT pg_advisory_xact_lock(1)::text, pg_backend_pid()::text AS pid');
    await until('the statement to wait', async () => {
      const { rowCount } = await admin.query(`SELECT FROM pg_locks WHERE pid = $1 AND NOT granted`, [first]);
      return rowCount === 1;
    });
    await admin.query('SELECT pg_terminate_backend($1), pg_advisory_unlock(1)', [first]);
    const [row] = await waiting;
    expect(row?.['pid']).toMatch(/^\d+$/);
    expect(row?.['pid']).not.toBe(first);
  });

  it('gives up where the connection is cut again', async () => {
    const { run } = open();
    await expect(run('SELECT pg_terminate_backend(pg_backend_pid())')).rejects.toMatchObject({ code: '57P01' });
  });

  it('outlives a server that restarts between two calls', async () => {
    const { pid } = open();
    const before = await Promise.all([pid(), pid(), pid(), pid()]);
    await server.restart();
    const after = await Promise.all([pid(), pid(), pid(), pid()]);
    expect(after.filter((each) => before.includes(each))).toEqual([]);
  });

  it('uses no connection that was idle for long, as one is in a frozen function, whatever no timer says', async () => {
    const proxy = await startTcpProxy(server.port);
    running.add(() => proxy.stop());
    let now = 0;
    const { pid } = open({ clock: () => now }, server.url.replace(String(server.port), String(proxy.port)));
    await pid();
    now += 9_000;
    await pid();
    expect(proxy.connections()).toBe(1);
    proxy.swallow();
    now += 10_000;
    expect(await pid()).toMatch(/^\d+$/);
    expect(proxy.connections()).toBe(2);
  });

  it('repeats on a new connection what got no answer, and trusts none of the old ones', async () => {
    const proxy = await startTcpProxy(server.port);
    running.add(() => proxy.stop());
    const url = server.url.replace(String(server.port), String(proxy.port));
    const { pid } = open({ statementTimeoutMs: 1_000 }, url);
    const before = await Promise.all([pid(), pid(), pid(), pid()]);
    proxy.swallow();
    expect(before).not.toContain(await pid());
    expect(before).not.toContain(await pid());
  });

  it('limits the time of a statement', async () => {
    const { run } = open({ statementTimeoutMs: 50 });
    await expect(run('SELECT pg_sleep(60)')).rejects.toThrow('Query read timeout');
  });

  it('lets a crowd share its few connections', async () => {
    const { pid } = open({ maxConnections: 2 });
    const pids = await Promise.all(Array.from({ length: 100 }, () => pid()));
    expect(new Set(pids).size).toBe(2);
  });

  it('repeats nothing that the server refuses', async () => {
    const { run } = open();
    await run('CREATE SEQUENCE calls');
    await expect(run(`SELECT (nextval('calls') / 0)::text`)).rejects.toMatchObject({ code: '22012' });
    expect(await run('SELECT last_value::text AS calls FROM calls')).toEqual([{ calls: '1' }]);
  });

  it('does a transaction wholly or not at all, and never twice', async () => {
    const { run, transact } = open();
    let calls = 0;
    const failing = transact(async (transaction) => {
      calls += 1;
      await transaction.run('CREATE TABLE half ()');
      await transaction.run('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(failing).rejects.toMatchObject({ code: '57P01' });
    expect(calls).toBe(1);
    expect(await run(`SELECT to_regclass('half')::text AS name`)).toEqual([{ name: null }]);
    await transact((transaction) => transaction.run('CREATE TABLE whole ()'));
    expect(await run(`SELECT to_regclass('whole')::text AS name`)).toEqual([{ name: 'whole' }]);
  });

  it('keeps its tables in the schema that the URL names, and makes it', async () => {
    const database = open({}, `${server.url}?search_path=of_uploads`);
    await migrateDatabase(database);
    const schemas = `SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_name LIKE 'oss%'`;
    expect(await open().run(schemas)).toEqual([{ table_schema: 'of_uploads' }]);
    await assertMigrated(database);
    await expect(assertMigrated(open())).rejects.toThrow('found none');
  });

  it('refuses to migrate a database that does not hold Unicode', async () => {
    const admin = await openAdmin();
    await admin.query(`CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0`);
    const migrated = migrateDatabase(open({}, server.url.replace(/postgres$/, 'latin')));
    await expect(migrated).rejects.toThrow('DATABASE_URL must name a database in UTF8, got one in LATIN1');
  });

  describe('with a password that changes', () => {
    async function setUp() {
      const admin = await openAdmin();
      await admin.query(`DROP ROLE IF EXISTS turning`);
      await admin.query(`CREATE ROLE turning LOGIN PASSWORD 'first'`);
      const urlWith = (password: string) => server.url.replace('test:secret', `turning:${password}`);
      return { urlWith, turn: () => admin.query(`ALTER ROLE turning PASSWORD 'second'`) };
    }

    it('reads the secret anew when the server refuses it', async () => {
      const { urlWith, turn } = await setUp();
      let url = urlWith('first');
      let reloads = 0;
      const reload = () => {
        reloads += 1;
        return Promise.resolve((url = urlWith('second')));
      };
      let now = 0;
      const { pid } = open({ clock: () => now, url: { get: () => Promise.resolve(url), reload } });
      await pid();
      await turn();
      now += 60_000;
      await pid();
      await pid();
      expect(reloads).toBe(1);
    });

    it('uses what another statement read meanwhile', async () => {
      const { urlWith, turn } = await setUp();
      await turn();
      const urls = [urlWith('first'), urlWith('second')];
      const get = () => Promise.resolve(urls.shift() ?? urlWith('second'));
      const { pid } = open({ url: { get, reload: () => Promise.resolve(undefined) } });
      expect(await pid()).toMatch(/^\d+$/);
    });

    it('says so where the new secret is no other', async () => {
      const { urlWith } = await setUp();
      const wrong = () => Promise.resolve(urlWith('wrong'));
      const { pid } = open({ url: { get: wrong, reload: wrong } });
      await expect(pid()).rejects.toMatchObject({ code: '28P01' });
    });
  });

  describe('with TLS', () => {
    const ca = LOCALHOST_CERTIFICATE.cert;
    const named = () => server.url.replace('127.0.0.1', 'localhost');
    const numbered = () => server.url;

    it.each([
      { sslmode: 'verify-full', url: named, ca },
      { sslmode: 'verify-ca', url: numbered, ca },
      { sslmode: 'require', url: numbered, ca },
      { sslmode: 'require', url: numbered, ca: undefined },
    ])('accepts the server with $sslmode', async ({ sslmode, url, ...options }) => {
      const { run } = open(options, `${url()}?sslmode=${sslmode}`);
      expect(await run('SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).toEqual([{ ssl: 'true' }]);
    });

    it.each([
      { why: 'of nobody that it trusts', sslmode: 'verify-full', url: named, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      { why: 'of nobody that it trusts', sslmode: 'verify-ca', url: named, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      { why: 'for another name', sslmode: 'verify-full', url: numbered, ca, code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    ])('refuses a certificate $why with $sslmode', async ({ sslmode, url, code, ...options }) => {
      const { pid } = open(options, `${url()}?sslmode=${sslmode}`);
      await expect(pid()).rejects.toMatchObject({ code });
    });

    it('says what to do about a server that speaks none', async () => {
      const plain = await startPostgresServer(programs ?? '');
      running.add(() => plain.stop());
      const { pid } = open({}, `${plain.url}?sslmode=verify-full`);
      const asked = pid();
      await expect(asked).rejects.toThrow(ConfigInvalidError);
      await expect(asked).rejects.toThrow('or have sslmode=disable');
    });
  });
});
