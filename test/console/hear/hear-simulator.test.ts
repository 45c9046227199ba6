import { createSimulatorHearing } from '../../../lib/console/hear/hear-simulator.ts';
import type { ConsoleEvent } from '../../../lib/console/console-event.ts';
import { startSimulator, type Simulator } from '../../../lib/simulator/start-simulator.ts';
import { createLocalOssClient, type PageUpload } from '../../../lib/console/server/local-oss-client.ts';
import { startFixedReceiver, type FixedReceiver } from '../../helpers/fixed-receiver.ts';

let simulator: Simulator;
let receiver: FixedReceiver;
beforeAll(async () => {
  [simulator, receiver] = await Promise.all([startSimulator({ port: 0 }), startFixedReceiver()]);
});
afterAll(async () => {
  await Promise.all([simulator.stop(), receiver.stop()]);
});

const upload = (changes: Partial<PageUpload>): PageUpload => ({
  transport: 'put',
  bucket: 'pics',
  object: 'a&b.txt',
  mimeType: 'text/plain',
  callback: JSON.stringify({ callbackUrl: receiver.url, callbackBody: 'o=${object}&u=${x:user}' }),
  vars: '{"x:user":"42"}',
  faults: '',
  content: Buffer.from('hello'),
  ...changes,
});

/** What is heard of one upload. */
async function hear(changes: Partial<PageUpload>): Promise<readonly ConsoleEvent[]> {
  const hearSimulator = createSimulatorHearing();
  const heard: ConsoleEvent[] = [];
  const stop = simulator.spy.listen((event) => {
    const translated = hearSimulator(event, 7);
    if (translated) heard.push(translated);
  });
  const client = createLocalOssClient({ url: simulator.url, credentials: simulator.credentials });
  await client.upload(upload(changes));
  stop();
  return heard;
}
const typesOf = (events: readonly ConsoleEvent[]) => events.map(({ type }) => type);
const WHOLE_WAY = ['upload-requested', 'upload-stored', 'callback-sent', 'callback-answered', 'upload-answered'];

describe('createSimulatorHearing', () => {
  it('tells every hop of an upload, under the id of its request', async () => {
    receiver.answer = { status: 200, body: '{"Status":"OK"}' };
    const heard = await hear({});
    expect(typesOf(heard)).toEqual(WHOLE_WAY);
    expect(new Set(heard.map((event) => 'ossRequestId' in event && event.ossRequestId)).size).toBe(1);
    expect(heard[0]).toMatchObject({ operation: 'PutObject', bucket: 'pics', object: 'a&b.txt', at: 7 });
    expect(heard[3]).toMatchObject({ status: 200, ok: true });
    expect(heard[3]).not.toHaveProperty('message');
    expect(heard[4]).not.toHaveProperty('failure');
  });

  it('names the callback parameters as OSS does', async () => {
    const [, stored] = await hear({});
    expect(JSON.parse(stored?.type === 'upload-stored' ? (stored.callback ?? '') : '')).toEqual({
      callback: {
        callbackUrl: receiver.url,
        callbackBody: 'o=${object}&u=${x:user}',
        callbackBodyType: 'application/x-www-form-urlencoded',
        callbackSNI: false,
      },
      'callback-var': { 'x:user': '42' },
    });
  });

  it("reads the failure out of OSS's answer", async () => {
    receiver.answer = { status: 500, body: '{}' };
    const heard = await hear({});
    expect(heard[3]).toMatchObject({ status: 500, ok: false, message: 'Error status : 500.', ec: '0007-00000203' });
    expect(heard[4]).toMatchObject({
      status: 203,
      failure: { code: 'CallbackFailed', message: 'Error status : 500.', ec: '0007-00000203' },
    });
  });

  it("has OSS's code where it refused the upload itself", async () => {
    const heard = await hear({ faults: 'fire' });
    expect(typesOf(heard)).toEqual(['upload-requested', 'upload-answered']);
    expect(heard[1]).toMatchObject({ status: 400, failure: { code: 'InvalidArgument' } });
  });

  it('hears of a multipart upload once, and nothing of its parts', async () => {
    receiver.answer = { status: 200, body: '{}' };
    const heard = await hear({ transport: 'multipart', content: Buffer.alloc(2_000_000) });
    expect(typesOf(heard)).toEqual(WHOLE_WAY);
    expect(heard[0]).toMatchObject({ operation: 'CompleteMultipartUpload' });
  });
});
