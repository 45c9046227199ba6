import { createHash } from 'node:crypto';
import { signRequest } from '../../lib/signature/sign-request.ts';
import { createTicket } from '../../lib/upload-policy/create-ticket.ts';
import type { PostForm } from '../../lib/upload-policy/create-post-form.ts';
import { createTicketKey } from '../../lib/upload-policy/ticket-key.ts';
import { createOssClient, type OssClient } from './oss-client.ts';
import { BUCKET, PATH, type TrustedStack } from './trusted-stack.ts';

/** Asks the policy endpoint, as a page does. */
export async function askPolicy<T>(stack: TrustedStack, asked: object): Promise<T> {
  const reply = await stack.policy({
    method: 'POST',
    path: '/upload-policy',
    pathEncoding: 'encoded',
    rawQuery: '',
    headers: {},
    body: Buffer.from(JSON.stringify(asked)),
    requestId: 'r-1',
  });
  expect(reply.status).toBe(200);
  return JSON.parse(reply.body) as T;
}

export const formFor = (stack: TrustedStack, key: string): Promise<PostForm> =>
  askPolicy(stack, { key, contentType: 'text/plain' });

/** Posts a form, as a browser does. */
export async function postForm(form: PostForm, file: string, fields: Readonly<Record<string, string>> = form.fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('file', new Blob([file], { type: 'text/plain' }), 'file.txt');
  const response = await fetch(form.url, { method: 'POST', body: data });
  return { status: response.status, text: await response.text() };
}

/** Posts a body to the receiver, signed with the key that it trusts. */
export async function postSigned(
  stack: TrustedStack,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const signed = signRequest({ path: PATH, query: '', body: Buffer.from(body) }, { privateKey: stack.key.privateKey });
  const response = await fetch(stack.callbackUrl, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...signed, ...headers },
  });
  const answer = (await response.json()) as object;
  if (response.status === 400) expect(answer).toMatchObject({ Status: 'Error', Code: 'InvalidCallback' });
  else expect(answer).toEqual({ Status: 'OK' });
  return response.status;
}

/** Has the OSS of an attacker sign a body that says whatever he likes, by an upload to a bucket of his own. */
export async function attack(stack: TrustedStack, body: string): Promise<number | undefined> {
  const attacker = clientOf(stack, 'attackers-own');
  await attacker
    .put('bait', Buffer.from('bait'), { callback: { url: stack.callbackUrl, body } })
    .catch(() => undefined);
  const { answered } = await stack.simulator.spy.waitForCallback({ bucket: 'attackers-own' });
  return answered.status;
}

/** What a ticket of a test is for, where it is not for this object under the current secret. */
export interface TicketOverrides {
  readonly secret?: string;
  readonly expiresAt?: number;
  readonly bucket?: string;
  readonly scope?: 'key' | 'prefix';
}

/** Makes a ticket as the policy endpoint does. */
export const ticketFor = (stack: TrustedStack, object: string, options: TicketOverrides = {}): string =>
  createTicket({
    key: createTicketKey(options.secret ?? stack.state.secrets[0] ?? ''),
    bucket: options.bucket ?? BUCKET,
    scope: options.scope ?? 'key',
    object,
    expiresAt: options.expiresAt ?? Math.floor(stack.state.now / 1_000) + 600,
    nonce: crypto.getRandomValues(new Uint8Array(16)),
  });

/** The ETag of an object that was put. */
export const etagOf = (content: string): string => createHash('md5').update(content).digest('hex').toUpperCase();

/** A callback body as OSS renders it. */
export const bodyOf = (object: string, ticket: string, more = ''): string =>
  `bucket=${BUCKET}&object=${encodeURIComponent(object)}&etag=AB&size=3&ticket=${ticket}${more}`;

/** The vendor's client for a bucket of the stack's OSS. */
export function clientOf({ simulator }: TrustedStack, bucket: string): OssClient {
  const { credentials, url } = simulator;
  return createOssClient({ ...credentials, endpoint: url, region: 'oss-cn-hangzhou', bucket });
}
