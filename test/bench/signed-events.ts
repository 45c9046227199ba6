import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { PUBLISHED_PUB_KEY_URL } from '../../lib/signature/pub-key-url.ts';

/** One callback as it is signed, and as an HTTP API hands it to Lambda. */
export interface SignedCallback {
  readonly body: string;
  readonly stringToSign: Buffer;
  readonly signature: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly event: object;
}

export const PATH = '/oss/callback';

/** A key as OSS's: RSA with 512 bits. */
export const keyPair = generateKeyPairSync('rsa', {
  modulusLength: 512,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The object whose upload callback number `index` tells of. */
export const uploadedObject = (index: number) => ({
  bucket: 'holiday-pictures',
  key: `2026/summer/${index}.jpg`,
  content: Buffer.from(`picture ${index}`),
});

/** The callback number `index`: 930 octets of JSON with all of OSS's variables and one of the user's own. */
export function signedCallback(index: number): SignedCallback {
  const body = bodyOf(index);
  const stringToSign = Buffer.from(`${PATH}\n${body}`);
  const signature = sign('md5', stringToSign, keyPair.privateKey);
  const headers = {
    authorization: signature.toString('base64'),
    'content-length': String(Buffer.byteLength(body)),
    'content-type': 'application/json',
    date: 'Sat, 15 Sep 2018 10:24:12 GMT',
    host: 'abcdefghij.execute-api.eu-central-1.amazonaws.com',
    'user-agent': 'aliyun-oss-callback',
    'x-oss-additional-headers': '',
    'x-oss-bucket': 'holiday-pictures',
    'x-oss-pub-key-url': Buffer.from(PUBLISHED_PUB_KEY_URL).toString('base64'),
    'x-oss-request-id': reqId(index),
    'x-oss-signature-version': '1.0',
    'x-oss-tag': 'CALLBACK',
    'x-amzn-trace-id': 'Root=1-5b9cddcc-9d2b0ca88ae2bea1aabbccdd',
    'x-forwarded-for': '47.97.168.53',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
  const http = { method: 'POST', path: PATH, protocol: 'HTTP/1.1', sourceIp: '47.97.168.53' };
  const event = {
    version: '2.0',
    routeKey: `ANY ${PATH}`,
    rawPath: PATH,
    rawQueryString: '',
    headers,
    requestContext: { http, domainName: headers.host, requestId: `request-${index}`, stage: '$default' },
    body,
    isBase64Encoded: false,
  };
  return { body, stringToSign, signature, headers, event };
}

const reqId = (index: number): string => index.toString(16).toUpperCase().padStart(24, '5');

function bodyOf(index: number): string {
  const { bucket, key: object, content } = uploadedObject(index);
  const text = JSON.stringify({
    bucket,
    object,
    etag: createHash('md5').update(content).digest('hex').toUpperCase(),
    size: content.length,
    mimeType: 'image/jpeg',
    imageInfo: { height: 1200, width: 1600, format: 'jpg' },
    crc64: '11051210869376104954',
    contentMd5: '2Oj8otwPiW/Xy0ywAxuiSQ==',
    vpcId: null,
    clientIp: '203.0.113.9',
    reqId: reqId(index),
    operation: 'PutObject',
    note: '',
  });
  return text.replace('"note":""', `"note":"${'n'.repeat(Math.max(0, 930 - text.length))}"`);
}
