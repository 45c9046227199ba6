import { createHash, publicEncrypt, privateEncrypt, createPublicKey, sign, constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { jest } from '@jest/globals';
import { importPubKey } from '../../lib/signature/pub-key.ts';
import { chooseEngine, PUBLISHED_PUB_KEY_PEM, workingEngine } from '../../lib/signature/published-pub-key.ts';
import { generateKey } from '../helpers/signed-request.ts';

const key = generateKey();
const native = importPubKey(key.publicKey, 'native');
const pure = importPubKey(key.publicKey, 'pure');
const engines = [
  { engine: 'native', imported: native },
  { engine: 'pure', imported: pure },
] as const;
const signed = (message: Uint8Array, privateKey = key.privateKey): Buffer => sign('md5', message, privateKey);
const modulus = Buffer.from(createPublicKey(key.publicKey).export({ format: 'jwk' }).n ?? '', 'base64url');

describe('the pinned key', () => {
  it('is the one that OSS publishes', () => {
    const file = new URL('../../events/vectors/callback_pub_key_v1.pem', import.meta.url);
    const spki = (pem: string): Buffer => createPublicKey(pem).export({ format: 'der', type: 'spki' });
    expect(spki(PUBLISHED_PUB_KEY_PEM)).toEqual(spki(readFileSync(file, 'utf8')));
  });

  it('is used with OpenSSL where that does it', () => {
    expect(workingEngine()).toBe('native');
    expect(workingEngine()).toBe('native');
  });
});

describe.each(engines)('importPubKey, $engine arithmetic', ({ engine, imported }) => {
  it('knows what the private key signed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        expect(imported.isSignatureOf(message, signed(message))).toBe(true);
      }),
    );
  });

  it('refuses a signature with any bit flipped', () => {
    const message = Buffer.from('/oss/callback\nbucket=b');
    const signature = signed(message);
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const flipped = Buffer.from(signature);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(imported.isSignatureOf(message, flipped)).toBe(false);
    }
  });

  it.each([0, 1, 63, 65, 128, 192])('refuses a signature of %i octets', (length) => {
    const message = Buffer.from('message');
    const signature = signed(message);
    expect(imported.isSignatureOf(message, Buffer.concat([signature, signature, signature]).subarray(0, length))).toBe(
      false,
    );
    expect(imported.isSignatureOf(message, Buffer.alloc(length))).toBe(false);
  });

  it('refuses two signatures that hold a half each', () => {
    const message = Buffer.from('message');
    const digestInfo = Buffer.concat([
      Buffer.from('3020300c06082a864886f70d020505000410', 'hex'),
      createHash('md5').update(message).digest(),
    ]);
    const encrypted = (octets: Buffer): Buffer => privateEncrypt(key.privateKey, octets);
    expect(imported.isSignatureOf(message, encrypted(digestInfo))).toBe(true);
    const halves = [digestInfo.subarray(0, 10), digestInfo.subarray(10)].map(encrypted);
    expect(imported.isSignatureOf(message, Buffer.concat(halves))).toBe(false);
  });

  it('refuses a digest that is not said to be MD5, or more than a digest', () => {
    const message = Buffer.from('message');
    const md5 = createHash('md5').update(message).digest();
    const prefix = Buffer.from('3020300c06082a864886f70d020505000410', 'hex');
    const otherHash = Buffer.from(prefix);
    otherHash[13] = 4;
    for (const octets of [[otherHash, md5], [md5], [prefix, md5, Buffer.alloc(1)], [Buffer.alloc(1), prefix, md5]]) {
      expect(imported.isSignatureOf(message, privateEncrypt(key.privateKey, Buffer.concat(octets)))).toBe(false);
    }
  });

  it('refuses the same number above the modulus', () => {
    // s and s + n are one number to arithmetic modulo n: two signatures would pass as one.
    const n = BigInt(`0x${modulus.toString('hex')}`);
    let shifted: { message: Buffer; signature: Buffer } | undefined;
    for (let index = 0; shifted === undefined; index += 1) {
      const message = Buffer.from(`message ${index}`);
      const sum = BigInt(`0x${signed(message).toString('hex')}`) + n;
      if (sum < 1n << 512n) shifted = { message, signature: Buffer.from(sum.toString(16).padStart(128, '0'), 'hex') };
    }
    expect(imported.isSignatureOf(shifted.message, shifted.signature)).toBe(false);
  });

  it('refuses another digest, a bare digest and other padding', () => {
    const message = Buffer.from('message');
    expect(imported.isSignatureOf(message, sign('sha1', message, key.privateKey))).toBe(false);
    expect(imported.isSignatureOf(message, privateEncrypt(key.privateKey, Buffer.alloc(16)))).toBe(false);
    expect(
      imported.isSignatureOf(
        message,
        publicEncrypt({ key: key.publicKey, padding: constants.RSA_PKCS1_PADDING }, message),
      ),
    ).toBe(false);
    expect(imported.isSignatureOf(message, Buffer.alloc(64))).toBe(false);
    expect(imported.isSignatureOf(message, Buffer.alloc(64, 0xff))).toBe(false);
  });

  it('refuses what another key signed', () => {
    const message = Buffer.from('message');
    expect(imported.isSignatureOf(message, signed(message, generateKey().privateKey))).toBe(false);
  });

  it.each([768, 1024, 2048])('takes a key of %i bits', (bits) => {
    const longer = generateKey(bits);
    const message = Buffer.from('message');
    expect(importPubKey(longer.publicKey, engine).isSignatureOf(message, signed(message, longer.privateKey))).toBe(
      true,
    );
  });

  it('takes a key in PKCS #1', () => {
    const pkcs1 = createPublicKey(key.publicKey).export({ format: 'pem', type: 'pkcs1' }).toString();
    const message = Buffer.from('message');
    expect(importPubKey(pkcs1, engine).isSignatureOf(message, signed(message))).toBe(true);
  });

  it.each([
    '',
    'garbage',
    '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n',
    '-----BEGIN PUBLIC KEY-----\nMFww',
    '-----BEGIN RSA PUBLIC KEY-----\nMEgC',
    '<html></html>',
  ])('refuses %j as a key', (pem) => {
    expect(() => importPubKey(pem, engine)).toThrow();
  });

  it('refuses a private key, which nobody should have', () => {
    expect(() => importPubKey(key.privateKey, engine)).toThrow();
  });

  it('says nothing on the console, which it leaves as it was', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    importPubKey(key.publicKey, engine);
    expect(() => importPubKey('garbage', engine)).toThrow();
    expect(warn).not.toHaveBeenCalled();
    globalThis.console['warn']('another');
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});

describe('chooseEngine', () => {
  it.each([
    { name: 'native where that verifies', verify: () => true, expected: 'native' },
    { name: 'pure where every signature is called wrong', verify: () => false, expected: 'pure' },
  ])('chooses $name', ({ verify, expected }) => {
    expect(chooseEngine(() => ({ isSignatureOf: verify }))).toBe(expected);
  });

  it('chooses pure where the key is refused', () => {
    const refuse = (): never => {
      throw new Error('unsupported');
    };
    expect(chooseEngine(refuse)).toBe('pure');
  });
});

describe('the two kinds of arithmetic', () => {
  it('agree on any message and any octets', () => {
    const message = fc.uint8Array({ maxLength: 64 });
    const octets = fc.oneof(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.uint8Array({ maxLength: 130 }));
    fc.assert(
      fc.property(message, octets, (text, signature) => {
        expect(pure.isSignatureOf(text, signature)).toBe(native.isSignatureOf(text, signature));
      }),
      { numRuns: 300 },
    );
  });
});
