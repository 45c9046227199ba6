import type { Clock } from '../../clock.ts';
import type { CallbackBodyType } from '../../params/callback.ts';
import type { CallbackUrl } from '../../params/callback-url.ts';
import { callbackOctets } from '../callback/callback-headers.ts';
import { exchangeCallback, type CallbackExchange } from '../callback/exchange-callback.ts';
import { createSimulatorKey, type SimulatorKey } from '../simulator-key.ts';
import { publishedRequest, signedRequest, type ProbeRequest } from './probe-requests.ts';

/** What the server made of a callback that it should take. */
export interface GenuineTry {
  readonly request: ProbeRequest;
  readonly exchange: CallbackExchange;
  /** Whether its answer tells anything: not where it refused a callback that may not be for it. */
  readonly isTelling: boolean;
}

/** What the rules look at. */
export interface ProbeContext {
  readonly url: CallbackUrl;
  /** Whether the host is named in the TLS handshake, unless a rule says otherwise. */
  readonly sni: boolean;
  /** A key that the server has no reason to trust. */
  readonly forger: SimulatorKey;
  readonly timeoutMs: number;
  genuine(bodyType: CallbackBodyType): Promise<GenuineTry>;
  /** A callback to the URL itself, signed with a key. */
  signed(privateKey: string): ProbeRequest;
  send(
    request: ProbeRequest,
    options?: { readonly method?: string; readonly sni?: boolean },
  ): Promise<CallbackExchange>;
}

/** Options of {@link createProbeContext}. */
export interface ProbeContextOptions {
  readonly url: CallbackUrl;
  readonly sni: boolean;
  /** PEM of a private key whose public half the server trusts; without it, callbacks are used that OSS signed once. */
  readonly privateKey?: string | undefined;
  readonly timeoutMs: number;
  readonly verifyCertificates: boolean;
  readonly clock: Clock;
}

/** Creates what the rules share: each genuine callback is sent once, whoever asks for it. */
export function createProbeContext(options: ProbeContextOptions): ProbeContext {
  const { url, privateKey, clock } = options;
  const forger = createSimulatorKey();
  const tries = new Map<CallbackBodyType, Promise<GenuineTry>>();
  const send: ProbeContext['send'] = ({ url: target, headers, body }, { method = 'POST', sni = options.sni } = {}) => {
    const octets = callbackOctets({ url: target, body }, headers);
    const line = Buffer.concat([Buffer.from(method), octets.subarray('POST'.length)]);
    return exchangeCallback({ url: target, sni }, line, options);
  };
  const signed = (key: string, bodyType: CallbackBodyType = FORM): ProbeRequest =>
    signedRequest({ url, bodyType, privateKey: key, now: clock() });
  async function tryGenuine(bodyType: CallbackBodyType): Promise<GenuineTry> {
    const request =
      privateKey === undefined
        ? publishedRequest({ url, bodyType, privateKey: forger.privateKey, now: clock() })
        : signed(privateKey, bodyType);
    const exchange = await send(request);
    return { request, exchange, isTelling: privateKey !== undefined || !isRefusal(exchange) };
  }
  return {
    url,
    sni: options.sni,
    forger,
    timeoutMs: options.timeoutMs,
    signed,
    send,
    genuine(bodyType) {
      const known = tries.get(bodyType) ?? tryGenuine(bodyType);
      tries.set(bodyType, known);
      return known;
    },
  };
}

const FORM: CallbackBodyType = 'application/x-www-form-urlencoded';

/** Whether a status says "not for me": as servers refuse what is forged, or stands at a path that they do not serve. */
export function isRefusal({ answer }: CallbackExchange): boolean {
  return answer.kind === 'response' && ((answer.status >= 400 && answer.status < 500) || answer.status === 501);
}
