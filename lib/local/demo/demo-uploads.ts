import OSS from 'ali-oss';
import type { DemoStack } from './demo-stack.ts';

/** The bucket of all uploads of the demo. */
export const DEMO_BUCKET = 'holiday-pictures';

/** One upload of the demo. */
export interface DemoUpload {
  readonly title: string;
  /** Whether the receiver gets a callback that it believes. */
  readonly isProcessed: boolean;
  /** Uploads; rejects where it does not come out as the title says. */
  readonly run: () => Promise<void>;
}

// The smallest photograph there is: 3 by 2 pixels.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEUlEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);
const JSON_BODY =
  '{"bucket":${bucket},"object":${object},"etag":${etag},"size":${size},"mimeType":${mimeType},"reqId":${reqId},' +
  '"imageInfo.height":${imageInfo.height},"imageInfo.width":${imageInfo.width},"imageInfo.format":${imageInfo.format},' +
  '"user":${x:user}}';
const FORM_BODY =
  'bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&mimeType=${mimeType}&reqId=${reqId}&user=${x:user}';
const PART_BYTES = 102_400;

/** The uploads of the demo, in order: each way to upload with a callback, once as it should be and once not. */
export function demoUploads(stack: DemoStack): readonly DemoUpload[] {
  const client = createClient(stack);
  const good = {
    url: stack.callbackUrl,
    body: JSON_BODY,
    contentType: 'application/json',
    customValue: { user: 'ann' },
  };
  const video = Buffer.alloc(2.5 * PART_BYTES, 'video');
  return [
    {
      title: '1. PutObject by ali-oss, with a JSON callback that asks for the size of the image',
      isProcessed: true,
      run: () => expectOk(client.put('2026/sea.png', PNG, { callback: good })),
    },
    {
      title: '2. A browser form (PostObject), its policy signed by ali-oss',
      isProcessed: true,
      run: () => postForm(stack, client, { key: '2026/mountain.png', callbackUrl: stack.callbackUrl, expected: 200 }),
    },
    {
      title: '3. A multipart upload by ali-oss; only the completion calls back',
      isProcessed: true,
      run: () =>
        expectOk(
          client.multipartUpload('2026/film.mp4', video, {
            partSize: PART_BYTES,
            callback: { ...good, body: FORM_BODY },
          }),
        ),
    },
    {
      title: '4. A bad PutObject: the quotes inside callbackBody are not escaped',
      isProcessed: false,
      run: () => putUnescaped(stack, client),
    },
    {
      title: '5. A bad form: nothing listens at its callbackUrl. The object is stored, the uploader is told 203',
      isProcessed: false,
      run: () => postForm(stack, client, { key: '2026/lost.png', callbackUrl: stack.deadUrl, expected: 203 }),
    },
    {
      title: '6. A bad multipart upload: its callback is signed by somebody else, and the receiver refuses it',
      isProcessed: false,
      run: async () => {
        stack.oss.faults.order([{ kind: 'other-key' }]);
        await expectFailure(
          client.multipartUpload('2026/forged.mp4', video, { partSize: PART_BYTES, callback: good }),
          'Error status : 400.',
        );
      },
    },
  ];
}

function createClient({ oss }: DemoStack): OSS {
  const options = {
    ...oss.credentials,
    bucket: DEMO_BUCKET,
    endpoint: `http://localhost:${oss.port}`,
    // The bucket goes into the path, where the endpoint is localhost.
    sldEnable: true,
  };
  return new OSS(options);
}

async function expectOk(upload: Promise<object>): Promise<void> {
  const { data } = (await upload) as { readonly data?: { readonly Status?: string } };
  if (data?.Status !== 'OK') throw new Error(`expected the receiver's answer, got ${JSON.stringify(data)}`);
}

async function expectFailure(upload: Promise<unknown>, message: string): Promise<void> {
  const failure = await upload.then(
    () => new Error('the upload succeeded'),
    (error: unknown) => error as Error,
  );
  if (failure.message !== message) throw new Error(`expected "${message}"`, { cause: failure });
}

function putUnescaped({ callbackUrl }: DemoStack, client: OSS): Promise<void> {
  const json = `{"callbackUrl":"${callbackUrl}","callbackBody":"{"bucket":\${bucket},"object":\${object}}"}`;
  const headers = { 'x-oss-callback': Buffer.from(json).toString('base64') };
  return expectFailure(
    client.put('2026/never.png', PNG, { headers }),
    'The callback configuration is not json format.',
  );
}

interface FormUpload {
  readonly key: string;
  readonly callbackUrl: string;
  readonly expected: number;
}

async function postForm({ oss }: DemoStack, client: OSS, { key, callbackUrl, expected }: FormUpload): Promise<void> {
  const callback = Buffer.from(JSON.stringify({ callbackUrl, callbackBody: FORM_BODY })).toString('base64');
  const expiration = new Date(Date.now() + 60_000).toISOString();
  const conditions = [{ bucket: DEMO_BUCKET }, ['eq', '$key', key], ['content-length-range', 1, 10_000], { callback }];
  const form = new FormData();
  const signed = client.calculatePostSignature({ expiration, conditions });
  const fields = { ...signed, key, callback, 'x:user': 'ben', success_action_status: '200' };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([PNG], { type: 'image/png' }), 'mountain.png');
  const response = await fetch(`${oss.url}/${DEMO_BUCKET}`, { method: 'POST', body: form });
  if (response.status !== expected) throw new Error(`expected ${expected}, got ${await response.text()}`);
}
