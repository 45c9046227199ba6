import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { PUBLISHED_PUB_KEY_PEM } from '../../lib/signature/published-pub-key.ts';
import { recoverDigest } from '../../lib/signature/recover-digest.ts';
import { genuine } from '../helpers/vectors.ts';

describe('recoverDigest', () => {
  const vector = genuine[0]!;
  const signature = Buffer.from(vector.headers['authorization']!, 'base64');

  it('gives the MD5 of what OSS signed', () => {
    const recovered = recoverDigest(PUBLISHED_PUB_KEY_PEM, signature);
    expect(recovered?.hash).toBe('md5');
    expect(Buffer.from(recovered!.digest)).toEqual(createHash('md5').update(vector.stringToSign).digest());
  });

  it('gives nothing for a signature with one bit changed, of another length, or as large as the modulus', () => {
    const damaged = Buffer.from(signature);
    damaged[20]! ^= 1;
    expect(recoverDigest(PUBLISHED_PUB_KEY_PEM, damaged)).toBeUndefined();
    expect(recoverDigest(PUBLISHED_PUB_KEY_PEM, signature.subarray(1))).toBeUndefined();
    expect(recoverDigest(PUBLISHED_PUB_KEY_PEM, Buffer.concat([Buffer.alloc(1), signature]))).toBeUndefined();
    expect(recoverDigest(PUBLISHED_PUB_KEY_PEM, Buffer.alloc(64, 0xff))).toBeUndefined();
    expect(recoverDigest(PUBLISHED_PUB_KEY_PEM, new Uint8Array())).toBeUndefined();
  });

  it.each(['md5', 'sha1', 'sha256'] as const)('names the hash of a signature made with %s', (hash) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(recoverDigest(pem, sign(hash, Buffer.from('text'), privateKey))).toEqual({
      hash,
      digest: createHash(hash).update('text').digest(),
    });
  });

  describe('of a key whose exponent is one, so that a signature opens to itself', () => {
    const keyOf = (modulus: Buffer): string =>
      createPublicKey({ key: { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQ' }, format: 'jwk' })
        .export({ type: 'spki', format: 'pem' })
        .toString();
    const md5Block = Buffer.from(
      `0001${'ff'.repeat(27)}003020300c06082a864886f70d020505000410${'ab'.repeat(16)}`,
      'hex',
    );

    it('gives nothing for a genuine signature to which the modulus was added', () => {
      const modulus = Buffer.alloc(64, 0x7f);
      const sum = BigInt(`0x${md5Block.toString('hex')}`) + BigInt(`0x${modulus.toString('hex')}`);
      expect(recoverDigest(keyOf(modulus), md5Block)).toEqual({ hash: 'md5', digest: Buffer.alloc(16, 0xab) });
      expect(recoverDigest(keyOf(modulus), Buffer.from(sum.toString(16), 'hex'))).toBeUndefined();
    });

    it('gives nothing for a SHA-256 that a key of 368 bits cuts off', () => {
      const cut = Buffer.from(`0001003031300d060960864801650304020105000420${'ab'.repeat(24)}`, 'hex');
      expect(cut).toHaveLength(368 / 8);
      expect(recoverDigest(keyOf(Buffer.alloc(46, 0xff)), cut)).toBeUndefined();
    });
  });

  it('throws for what is not a key, or not one of RSA', () => {
    expect(() => recoverDigest('no key', signature)).toThrow();
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(() => recoverDigest(pem, signature)).toThrow('"pem" must be an RSA key');
  });
});
