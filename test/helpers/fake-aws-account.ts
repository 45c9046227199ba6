import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeCloudFormation, failure, success, type FakeAnswer, type FakeStack } from './fake-cloud-formation.ts';

/** What the fake was asked for. */
export interface FakeAwsCall {
  readonly service: string;
  readonly action: string;
  readonly authorization: string;
  readonly region: string;
}

/** A fake of as much of STS, CloudFormation and S3 as `serverless deploy` needs. */
export interface FakeAwsAccount {
  readonly url: string;
  readonly calls: readonly FakeAwsCall[];
  /** Calls that AWS would have refused: not signed with Signature Version 4, or not of their own body. */
  readonly refused: readonly FakeAwsCall[];
  /** Name of the bucket that CloudFormation makes for deployments. */
  readonly bucket: string;
  /** What was put into it, by `/bucket/key`. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly stacks: ReadonlyMap<string, FakeStack>;
  readonly stop: () => Promise<void>;
}

const BUCKET = 'fake-deployment-bucket';
// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
const SIGNATURE =
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=[0-9a-f]{64}$/;

/** Starts the fake on a free loopback port. */
export async function startFakeAwsAccount(): Promise<FakeAwsAccount> {
  const calls: FakeAwsCall[] = [];
  const refused: FakeAwsCall[] = [];
  const objects = new Map<string, Uint8Array>();
  const readObject = (path: string) => {
    // With the bucket in the path or in the host.
    const object = objects.get(path) ?? objects.get(`/${BUCKET}${path}`);
    return object === undefined ? undefined : Buffer.from(object).toString();
  };
  const { stacks, answer: cloudFormation } = createFakeCloudFormation({ bucket: BUCKET, readObject });

  const answer = (request: IncomingMessage, body: Uint8Array): FakeAnswer => {
    const authorization = request.headers.authorization ?? '';
    const [, region = '', service = '', signedHeaders = ''] = SIGNATURE.exec(authorization) ?? [];
    const url = new URL(request.url ?? '/', 'http://fake');
    const parameters = service === 's3' ? {} : Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()));
    const call = {
      service,
      action: parameters['Action'] ?? `${request.method ?? ''} ${url.pathname}`,
      authorization,
      region,
    };
    calls.push(call);
    if (!signedHeaders.split(';').includes('host') || !isHashOf(body, request.headers['x-amz-content-sha256'])) {
      refused.push(call);
      return failure('SignatureDoesNotMatch', 'unsigned, or signed for another body', 403);
    }
    if (service === 'sts')
      return success(call.action, '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/t</Arn>');
    if (service === 'cloudformation') return cloudFormation(call.action, parameters);
    if (service === 's3') return s3(request.method, url, body, objects);
    return failure('ResourceNotFoundException', `${service} is not faked`, 404);
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status = 200, body = '', headers = {} } = answer(request, Buffer.concat(chunks));
      response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, calls, refused, bucket: BUCKET, objects, stacks, stop };
}

function isHashOf(body: Uint8Array, hash: string | string[] | undefined): boolean {
  return hash === undefined || hash === createHash('sha256').update(body).digest('hex');
}

function s3(method: string | undefined, url: URL, body: Uint8Array, objects: Map<string, Uint8Array>): FakeAnswer {
  const path = decodeURIComponent(url.pathname);
  switch (method ?? '') {
    case 'PUT':
      objects.set(path, body);
      return { headers: { etag: '"0"' } };
    case 'HEAD':
      return { status: objects.has(path) || path.replace(/\/$/, '') === `/${BUCKET}` ? 200 : 404 };
    case 'GET': {
      const keys = [...objects.keys()].map((key) => key.slice(BUCKET.length + 2));
      const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('');
      return {
        body: `<ListBucketResult><Name>${BUCKET}</Name><KeyCount>${keys.length}</KeyCount><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`,
      };
    }
    default:
      return failure('MethodNotAllowed', 'not faked', 405);
  }
}
