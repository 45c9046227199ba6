import { vectors, vectorToRequest } from '../helpers/vectors.ts';
import { runScript } from '../helpers/run-script.ts';

// Each vector is verified in a process whose OpenSSL will not do what OSS's signature needs.
const script = `
import { createPubKeyStore } from './lib/signature/pub-key-store.ts';
import { workingEngine } from './lib/signature/published-pub-key.ts';
import { verifySignature } from './lib/signature/verify-signature.ts';

const pubKeys = createPubKeyStore({ clock: Date.now, fetch: () => Promise.reject(new Error('a fetch')) });
const { signal } = new AbortController();
async function run() {
  const verdicts = {};
  for (const { id, body, ...request } of ${JSON.stringify(
    vectors.map((vector) => ({ ...vectorToRequest(vector), id: vector.id, body: vector.body })),
  )}) {
    verdicts[id] = await verifySignature({ ...request, body: Buffer.from(body) }, { pubKeys, signal })
      .then(() => 'valid', (error) => (error.code === 'ERR_SIGNATURE_MISMATCH' ? 'invalid' : String(error)));
  }
  console.log(JSON.stringify({ engine: workingEngine(), verdicts }));
}
void run();
`;

const refusals = [
  { name: 'nothing is refused', engine: 'native', preload: '' },
  { name: 'OpenSSL is in FIPS mode', engine: 'pure', preload: "require('crypto').setFips(true);" },
  {
    name: 'verify throws for MD5',
    engine: 'pure',
    preload: `{ const crypto = require('crypto'); const { verify, createHash, hash } = crypto;
      const refuse = (real) => (hash, ...rest) => {
        if (/md5/i.test(hash)) throw new Error('error:0308010C:digital envelope routines::unsupported');
        return real(hash, ...rest);
      };
      crypto.verify = refuse(verify); crypto.createHash = refuse(createHash); crypto.createVerify = refuse(crypto.createVerify);
      crypto.hash = refuse(hash); }`,
  },
  {
    name: 'every MD5 signature is called wrong',
    engine: 'pure',
    preload: `{ const crypto = require('crypto');
      crypto.hash = () => 'd41d8cd98f00b204e9800998ecf8427e'; }`,
  },
  {
    name: 'keys of 512 bits are refused',
    engine: 'pure',
    preload: `{ const crypto = require('crypto');
      crypto.createPublicKey = () => { throw new Error('error:0A00018F:SSL routines::ee key too small'); }; }`,
  },
];

describe('verification where OpenSSL refuses', () => {
  it.each(refusals)('tells genuine vectors from others where $name', async ({ preload, engine }) => {
    const { stdout, stderr } = await runScript(script, { preload });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      engine,
      verdicts: {
        'aliyun-doc-index-php': 'valid',
        'aliyun-doc-signedcallback-2018': 'valid',
        'cloudreve-bad-signature': 'invalid',
        'cloudreve-json-body': 'valid',
        'doc-mobile-sample-does-not-verify': 'invalid',
        'osd-json-type-form-template': 'valid',
        'python-sdk-issue-272': 'valid',
        'webhooksite-json-imageinfo-null': 'valid',
      },
    });
  });
});
