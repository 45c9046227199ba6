import { createDynamoDbUploadStore } from '../../../lib/store/dynamodb-upload-store.ts';
import { createWorker } from '../../../lib/worker/create-worker.ts';
import { startDynalite, type TestDynamoDb } from '../../helpers/dynalite.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { queueRecord, RECEIVED_AT, uploadId, uploadMessage } from '../../helpers/upload-messages.ts';

const clock = () => Date.parse(RECEIVED_AT) + 1_000;
let dynamoDb: TestDynamoDb;
let env: Record<string, string>;

beforeAll(async () => {
  dynamoDb = await startDynalite();
  const table = await dynamoDb.createTable('oss-callback-receiver-dev-UploadsTable');
  const store = createDynamoDbUploadStore({ client: dynamoDb.client, table, clock });
  const work = createWorker({ store, clock, reviewRules: { default: { mimeTypes: ['image/*'] } } });
  const upload = { bucket: 'documents', object: 'a\u001b[2J.pdf', size: 7, mimeType: 'application/pdf' };
  const messages = [
    uploadMessage('a'),
    uploadMessage('a'),
    uploadMessage('b', { receivedAt: '2026-11-01T00:00:00.000Z', upload }),
    uploadMessage('c', { receivedAt: '2026-11-02T10:20:30.401Z', upload: {}, problem: 'the body is empty' }),
  ];
  await work(messages.map((message, index) => queueRecord(message, `m${index}`)));
  env = { DYNAMODB_PORT: new URL(dynamoDb.endpoint).port };
});
afterAll(async () => {
  await dynamoDb.stop();
});

const local = (...argv: string[]) => runCommand([...argv, '--local'], { env, clock });
const json = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await local(...argv, '--json')).stdout) as unknown;

describe('uploads list', () => {
  it('lists what was processed, newest first, once each', async () => {
    expect(await json('uploads', 'list')).toEqual({
      uploads: [
        { id: uploadId('c'), receivedAt: '2026-11-02T10:20:30.401Z', bucket: '-', status: 'unparsed' },
        expect.objectContaining({ id: uploadId('a'), status: 'processed', accepted: true, size: 1_000 }),
        expect.objectContaining({ id: uploadId('b'), status: 'processed', accepted: false, bucket: 'documents' }),
      ],
    });
  });

  it('lists a bucket, a day, and on from where it ended', async () => {
    expect(await json('uploads', 'list', '--bucket', 'documents')).toMatchObject({
      uploads: [{ bucket: 'documents' }],
    });
    expect(await json('uploads', 'list', '--day', '2026-11-01')).toMatchObject({ uploads: [{ id: uploadId('b') }] });
    const first = (await json('uploads', 'list', '--limit', '2')) as { cursor: string };
    const next = await json('uploads', 'list', '--limit', '2', '--cursor', first.cursor);
    expect(next).toEqual({ uploads: [expect.objectContaining({ id: uploadId('b') })] });
  });

  it('prints a table for people, fit for a terminal', async () => {
    const { exitCode, stdout, stderr } = await local('uploads', 'list', '--limit', '2');
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^RECEIVED +STATUS +REVIEW +BUCKET +BYTES {2}TYPE +ID +OBJECT$/);
    expect(lines[2]).toContain(`processed  accepted  holiday-pictures   1000  image/jpeg  ${uploadId('a')}  img/a.jpg`);
    expect(stderr).toBe(`There are more: --cursor '${RECEIVED_AT}#${uploadId('a')}'\n`);
    const documents = await local('uploads', 'list', '--bucket', 'documents');
    expect(documents.stdout).toContain('a\\u{1b}[2J.pdf\n');
    expect((await local('uploads', 'list', '--bucket', 'none')).stdout).toBe('No uploads.\n');
  });

  it('colours it on a terminal only, and not where NO_COLOR is set', async () => {
    const options = { clock, isTTY: true };
    const coloured = await runCommand(['uploads', 'list', '--local'], { ...options, env });
    expect(coloured.stdout).toContain('\u001b[32mprocessed\u001b[39m');
    expect(coloured.stdout).toContain('\u001b[31munparsed\u001b[39m');
    const plain = await runCommand(['uploads', 'list', '--local'], { ...options, env: { ...env, NO_COLOR: '1' } });
    expect(plain.stdout).toBe((await local('uploads', 'list')).stdout);
    expect(plain.stdout).not.toContain('\u001b');
  });
});

describe('uploads show', () => {
  it('shows the record and its steps', async () => {
    expect(await json('uploads', 'show', uploadId('b').toUpperCase())).toMatchObject({
      status: 'processed',
      record: { id: uploadId('b'), upload: { object: 'a\u001b[2J.pdf' } },
      steps: [
        { name: 'review', result: { accepted: false, reasons: [{ rule: 'mimeTypes' }] } },
        { name: 'statistics' },
      ],
    });
    const { exitCode, stdout } = await local('uploads', 'show', uploadId('b'));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^status +processed$/m);
    expect(stdout).toMatch(/^object +a\\u\{1b\}\[2J\.pdf$/m);
    expect(stdout).toMatch(/^step review +\{"finishedAt":.*"accepted":false/m);
  });

  it('ends with 1 where there is no such upload', async () => {
    const { exitCode, stdout, stderr } = await local('uploads', 'show', '0'.repeat(64));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('it was never recorded, its retention is over, or it was forgotten');
  });
});

describe('stats', () => {
  const day = { day: '2026-11-02', bucket: 'holiday-pictures', mimeType: 'image/jpeg' };

  it('totals by bucket, day and MIME type, a duplicate once', async () => {
    expect(await json('stats')).toEqual({
      rows: [
        { bucket: 'documents', day: '2026-11-01', mimeType: 'application/pdf', uploads: 1, bytes: 7, rejected: 1 },
        { ...day, uploads: 1, bytes: 1_000, rejected: 0 },
      ],
      total: { uploads: 2, bytes: 1_007, rejected: 1 },
    });
    const only = { rows: [expect.objectContaining(day)], total: { uploads: 1, bytes: 1_000, rejected: 0 } };
    expect(await json('stats', '--from', '2026-11-02', '--to', '2026-11-02')).toEqual(only);
    expect(await json('stats', '--bucket', 'holiday-pictures')).toEqual(only);
  });

  it('prints a table for people', async () => {
    const { stdout } = await local('stats');
    expect(stdout).toMatch(/^BUCKET +DAY +UPLOADS +BYTES +NOT ACCEPTED +TYPE\n/);
    expect(stdout).toMatch(/\ntotal +2 +1007 +1\n$/);
    expect((await local('stats', '--from', '2027-01-01')).stdout).toBe('No uploads.\n');
  });
});

describe('--local', () => {
  it('says what to do where no table answers, or which to choose', async () => {
    const nobody = await runCommand(['stats', '--local'], { env: { DYNAMODB_PORT: '1' }, clock });
    expect(nobody).toMatchObject({ exitCode: 2, stdout: '' });
    expect(nobody.stderr).toContain('no table answers at http://127.0.0.1:1: start it by `npm start`');
    expect(nobody.stderr).toContain(
      'beside `npm run start:fc`, use STORE=postgres and the DATABASE_URL that it prints',
    );
    const other = await startDynalite();
    const at = { DYNAMODB_PORT: new URL(other.endpoint).port };
    expect((await runCommand(['stats', '--local'], { env: at })).stderr).toContain('no uploads table at');
    await other.createTable('a-UploadsTable');
    await other.createTable('b-UploadsTable');
    expect((await runCommand(['stats', '--local'], { env: at })).stderr).toContain(
      'UPLOADS_TABLE must be one of the tables at',
    );
    const chosen = await runCommand(['stats', '--local'], { env: { ...at, UPLOADS_TABLE: 'b-UploadsTable' } });
    expect(chosen).toEqual({ exitCode: 0, stdout: 'No uploads.\n', stderr: '' });
    await other.stop();
  });
});
