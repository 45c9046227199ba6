import { generateKeyPairSync } from 'node:crypto';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { diagnoseSignature } from '../../lib/diagnostics/diagnose-signature.ts';
import { signRequest } from '../../lib/signature/sign-request.ts';
import { genuine, vectorToRequest } from './vectors.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 512 });
export const OWN_KEY = { name: 'own', pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
export const PRIVATE_PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export const text = (octets: Uint8Array): string => Buffer.from(octets).toString();
/** What the diagnosis says happened. */
export const codes = (request: CallbackRequest): string[] =>
  diagnoseSignature(request, { keys: [OWN_KEY] }).changes.map(({ code }) => code);

export type Damage = (request: CallbackRequest) => CallbackRequest;
export const body =
  (change: (text: string) => string | Uint8Array): Damage =>
  (request) => ({ ...request, body: Buffer.from(change(text(request.body))) });
export const header =
  (name: string, change: (value: string) => string | undefined): Damage =>
  (request) => ({ ...request, headers: { ...request.headers, [name]: change(request.headers[name] ?? '') } });
export const path =
  (change: (path: string) => string): Damage =>
  (request) => ({ ...request, path: change(request.path) });
export const unstated = header('content-length', () => undefined);

/** A request signed with {@link OWN_KEY}. */
export const own = (url: { path: string; query?: string; body: string | Uint8Array }): CallbackRequest => {
  const octets = Buffer.from(url.body);
  const headers = signRequest({ path: url.path, query: url.query ?? '', body: octets }, { privateKey: PRIVATE_PEM });
  const rawQuery = (url.query ?? '').slice(1);
  return {
    method: 'POST',
    path: url.path,
    pathEncoding: 'encoded',
    rawQuery,
    headers: { ...headers },
    body: octets,
    requestId: 'test',
  };
};

/** A vector without its Content-Length, which a damage would contradict. */
export const vector = (id: string): CallbackRequest =>
  unstated(vectorToRequest(genuine.find((each) => each.id === id)!));
