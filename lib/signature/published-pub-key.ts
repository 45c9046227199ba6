import { importPubKey, type RsaEngine } from './pub-key.ts';

/**
 * The key behind `callback_pub_key_v1.pem`, pinned: a cold start fetches nothing, and OSS states that what stands
 * behind the address of a key does not change.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export const PUBLISHED_PUB_KEY_PEM = `-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKs/JBGzwUB2aVht4crBx3oIPBLNsjGs
C0fTXv+nvlmklvkcolvpvXLTjaxUHR3W9LXxQ2EHXAJfCB+6H2YF1k8CAwEAAQ==
-----END PUBLIC KEY-----
`;

// The worked example of OSS's own documentation, which the published key verifies.
const EXAMPLE = Buffer.from('/index.php?id=1&index=2\nbucket=yonghu-test');
const EXAMPLE_SIGNATURE = Buffer.from(
  'kKQeGTRccDKyHB3H9vF+xYMSrmhMZjzzl2/kdD1ktNVgbWEfYTQG0G2SU/RaHBovRCE8OkQDjC3uG33esH2txA==',
  'base64',
);

let engine: RsaEngine | undefined;

/**
 * Chooses the arithmetic once a process, by trying it: a FIPS or hardened OpenSSL refuses MD5 or 512-bit keys, some
 * builds with an error and some by calling every signature wrong.
 */
export function workingEngine(): RsaEngine {
  engine ??= chooseEngine(importPubKey);
  return engine;
}

/** Chooses OpenSSL's arithmetic where a key that `importKey` imports for it verifies what OSS signed. */
export function chooseEngine(importKey: typeof importPubKey): RsaEngine {
  try {
    return importKey(PUBLISHED_PUB_KEY_PEM, 'native').isSignatureOf(EXAMPLE, EXAMPLE_SIGNATURE) ? 'native' : 'pure';
  } catch {
    return 'pure';
  }
}
