import { parseCallbackUrls } from '../../lib/params/callback-url.ts';
import {
  sendCallback,
  type SendCallbackOptions,
  type SentCallback,
} from '../../lib/simulator/callback/send-callback.ts';
import { createSimulatorKey } from '../../lib/simulator/simulator-key.ts';

/** The key of all test callbacks. */
export const TEST_KEY = createSimulatorKey();
/** The body of OSS's documented example of 2018. */
export const TEST_BODY = 'filename=.snappython.png&size=6014&mimeType=image%2Fpng&height=221&width=396';

const origin = {
  bucket: 'signedcallback',
  requestId: '5B9CDDCC9D2B0CA88AE2BEA1',
  owner: '1544709436620439',
  requester: '1544709436620439',
};
const options: SendCallbackOptions = {
  privateKey: TEST_KEY.privateKey,
  now: Date.parse('Sat, 15 Sep 2018 10:24:12 GMT'),
  timeoutMs: 5_000,
  verifyCertificates: true,
};

/** Sends the documented example to a URL. */
export function sendTestCallback(
  url: string,
  more: Partial<SendCallbackOptions> & { readonly sni?: boolean; readonly host?: string } = {},
): Promise<SentCallback> {
  const { sni = false, host, ...rest } = more;
  const [parsed] = parseCallbackUrls(url);
  if (!parsed) throw new Error('no URL');
  const body = Buffer.from(TEST_BODY);
  const bodyType = 'application/x-www-form-urlencoded';
  return sendCallback({ url: parsed, sni, host, body, bodyType, origin }, { ...options, ...rest });
}
