import { lookup } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { CallbackPhase } from './callback-answer.ts';
import type { CallbackTarget, ExchangeOptions } from './callback-target.ts';

/** A connection that has its request already written, as Node's HTTP client may use it to read the answer. */
export interface CallbackConnection {
  /** Gives the answer's octets; what is written to it goes nowhere. */
  readonly duplex: Duplex;
  phase(): CallbackPhase;
  received(): Uint8Array;
  close(): void;
}

const lookupIpv4: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, family: 4 }, done);
};

/** Connects over IPv4, as OSS does, and writes the request once connected (and, for https, once TLS stands). */
export function connectCallback(
  { url, sni }: CallbackTarget,
  request: Uint8Array,
  { verifyCertificates, connectTo }: Pick<ExchangeOptions, 'verifyCertificates' | 'connectTo'>,
): CallbackConnection {
  const isTls = (connectTo ?? url).scheme === 'https';
  const socket = openSocket({ url: connectTo ?? url, sni }, { isTls, verifyCertificates });
  let phase: CallbackPhase = 'connect';
  const received: Uint8Array[] = [];
  const duplex = new Duplex({
    read: () => socket.resume(),
    write: (_chunk, _encoding, done) => {
      done();
    },
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  if (isTls)
    socket.once('connect', () => {
      phase = 'tls';
    });
  socket.once(isTls ? 'secureConnect' : 'connect', () => {
    phase = 'reply';
    socket.write(request);
  });
  socket.on('data', (chunk: Uint8Array) => {
    received.push(chunk);
    if (!duplex.push(chunk)) socket.pause();
  });
  socket.once('end', () => duplex.push(null));
  socket.on('error', (error) => duplex.destroy(error));
  return {
    duplex,
    phase: () => phase,
    received: () => Buffer.concat(received),
    close: () => {
      duplex.on('error', () => undefined);
      duplex.destroy();
    },
  };
}

function openSocket(
  { url, sni }: CallbackTarget,
  { isTls, verifyCertificates }: { readonly isTls: boolean; readonly verifyCertificates: boolean },
): Socket {
  const port = Number(url.port ?? (isTls ? 443 : 80));
  // RFC 6761: names under localhost are this machine, whether or not the resolver knows.
  const host = url.host.toLowerCase().endsWith('.localhost') ? '127.0.0.1' : url.host;
  if (!isTls) return connectTcp({ host, port, lookup: lookupIpv4 });
  const servername = sni && isIP(url.host) === 0 ? url.host : '';
  return connectTls({ host, port, lookup: lookupIpv4, servername, rejectUnauthorized: verifyCertificates });
}
