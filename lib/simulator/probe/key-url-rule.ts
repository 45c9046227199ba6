import { startKeyTrap, type KeyTrap } from './key-trap.ts';
import type { ProbeContext } from './probe-context.ts';
import { withHeader } from './probe-requests.ts';
import { failed, passed } from './probe-result.ts';
import type { ProbeRule } from './probe-rule.ts';
import { judgeForgeries } from './refusal-rules.ts';

// Each has been taken for OSS's own by somebody's check: by prefix, by suffix, by substring, after a redirect or not at all.
const LOOK_ALIKES: readonly ((trap: KeyTrap) => string)[] = [
  ({ authority }) => `http://${authority}/callback_pub_key_v1.pem`,
  ({ authority }) => `http://${authority}/gosspublic.alicdn.com/callback_pub_key_v1.pem`,
  ({ authority }) => `http://${authority}/?https://gosspublic.alicdn.com/callback_pub_key_v1.pem`,
  ({ authority }) => `http://${authority}/#https://gosspublic.alicdn.com/callback_pub_key_v1.pem`,
  ({ authority }) => `http://gosspublic.alicdn.com@${authority}/callback_pub_key_v1.pem`,
  ({ authority }) => `http://gosspublic.alicdn.com:80@${authority}/callback_pub_key_v1.pem`,
  ({ port }) => `http://gosspublic.alicdn.com.localhost:${port}/callback_pub_key_v1.pem`,
  ({ port }) => `http://gosspublic-alicdn-com.localhost:${port}/callback_pub_key_v1.pem`,
  () => 'https://gosspublic.alicdn.com/oss-callback-probe/no-such-key.pem',
  () => 'https://gosspublic.alicdn.com:8443/callback_pub_key_v1.pem',
  () => 'file:///etc/ssl/certs/ca-certificates.crt',
];

/** A forger names a key of his own, at an address that looks like OSS's; and waits whether somebody fetches it. */
export const keyUrlRule: ProbeRule = {
  rule: 'look-alike-key-urls-are-refused',
  title: 'refuses keys from addresses that only look like those of OSS',
  fix: 'Compare the whole address with https://gosspublic.alicdn.com/callback_pub_key_v1.pem (http or https), before any fetch, and follow no redirect.',
  async check(context) {
    const trap = await startKeyTrap(context.forger.publicKey);
    try {
      const outcome = await judgeForgeries(forgeries(trap, context), context);
      const [fetched] = trap.hits;
      if (fetched !== undefined) return failed(`it fetched a key from a forger: ${fetched}`);
      return outcome.status === 'passed' ? passed(`all ${LOOK_ALIKES.length} of them`) : outcome;
    } finally {
      await trap.stop();
    }
  },
};

function forgeries(trap: KeyTrap, context: ProbeContext) {
  const { headers, ...request } = context.signed(context.forger.privateKey);
  return LOOK_ALIKES.map((lookAlike) => {
    const url = lookAlike(trap);
    const encoded = Buffer.from(url).toString('base64');
    return { what: url, request: { ...request, headers: withHeader(headers, 'x-oss-pub-key-url', encoded) } };
  });
}
