import { ConfigInvalidError } from '../../lib/errors.ts';
import { parseDatabaseUrl } from '../../lib/store/postgres-url.ts';

const CA = '-----BEGIN CERTIFICATE-----';

describe('parseDatabaseUrl', () => {
  it.each([
    { where: 'another machine', url: 'postgres://u:p@db.example.com:5432/d', ssl: { host: 'db.example.com' } },
    { where: 'another machine', url: 'postgresql://10.0.0.7/d', ssl: { host: '10.0.0.7' } },
    { where: 'another machine', url: 'postgres:///d?host=db.example.com', ssl: { host: 'db.example.com' } },
    {
      where: 'a name that only begins like loopback',
      url: 'postgres://127.0.0.1.evil.example/d',
      ssl: { host: '127.0.0.1.evil.example' },
    },
    { where: 'loopback', url: 'postgres://u@localhost/d', ssl: false },
    { where: 'loopback', url: 'postgres://u@127.0.0.1:1/d', ssl: false },
    { where: 'loopback', url: 'postgres://u@[::1]/d', ssl: false },
    { where: 'a socket', url: 'postgres:///d?host=/var/run/postgresql', ssl: false },
    { where: 'a socket', url: 'postgres://%2Fvar%2Frun/d', ssl: false },
  ])('speaks TLS, and verifies, but on this machine: $where', ({ url, ssl }) => {
    expect(parseDatabaseUrl(url).connection.ssl).toEqual(ssl);
  });

  it.each([
    { sslmode: 'disable', ssl: false },
    { sslmode: 'require', ssl: { host: 'h', rejectUnauthorized: false } },
    { sslmode: 'require', ca: CA, ssl: { host: 'h', ca: CA, checkServerIdentity: expect.any(Function) as unknown } },
    { sslmode: 'verify-ca', ssl: { host: 'h', checkServerIdentity: expect.any(Function) as unknown } },
    { sslmode: 'verify-full', ca: CA, ssl: { host: 'h', ca: CA } },
  ])('does what sslmode=$sslmode says, with CA $ca', ({ sslmode, ca, ssl }) => {
    expect(parseDatabaseUrl(`postgres://h/d?sslmode=${sslmode}`, { ca }).connection.ssl).toEqual(ssl);
  });

  it('names the schema beside other options, and keeps the rest of the URL', () => {
    const url = 'postgres://u:p%40ss%2Fw@h:1/d?application_name=a%20b&options=-c%20geqo%3Doff&search_path=uploads_1';
    expect(parseDatabaseUrl(url)).toMatchObject({
      schema: 'uploads_1',
      connection: {
        connectionString: 'postgres://u:p%40ss%2Fw@h:1/d?application_name=a+b',
        options: '-c geqo=off -c search_path=uploads_1',
      },
    });
    expect(parseDatabaseUrl('postgres://h/d')).toEqual({
      connection: { connectionString: 'postgres://h/d', ssl: { host: 'h' } },
    });
  });

  it.each([
    { url: '', message: 'DATABASE_URL must be a URL like' },
    { url: 'mysql://u:hunter2@h/d', message: 'DATABASE_URL must be a URL like' },
    { url: 'postgres://u:hunter2#@h:port/d', message: 'DATABASE_URL must be a URL like' },
    { url: 'postgres://u:hunter2@h/d?sslmode=prefer', message: 'sslmode of DATABASE_URL must be one of' },
    { url: 'postgres://u:hunter2@h/d?search_path=a,b', message: 'search_path of DATABASE_URL must be the name of one' },
    { url: 'postgres://u:hunter2@h/d?search_path=a"; DROP', message: 'search_path of DATABASE_URL must be' },
  ])('refuses $url, and keeps its password to itself', ({ url, message }) => {
    const parse = () => parseDatabaseUrl(url);
    expect(parse).toThrow(ConfigInvalidError);
    expect(parse).toThrow(message);
    expect(parse).not.toThrow('hunter2');
  });
});
