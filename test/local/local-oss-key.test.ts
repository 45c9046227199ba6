import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { localOssKey, trustedKeysFileIn } from '../../lib/local/local-oss-key.ts';
import { simulatorKeyOf } from '../../lib/simulator/simulator-key.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const dir = tempDir();

describe(trustedKeysFileIn, () => {
  it('finds the keys of a folder in which a local OSS has run, and makes none', () => {
    const folder = join(dir, 'run before');
    expect(trustedKeysFileIn(folder)).toBeUndefined();
    const { trustedKeysFile } = localOssKey(folder, undefined);
    expect(trustedKeysFileIn(folder)).toBe(trustedKeysFile);
  });
});

describe(localOssKey, () => {
  it('makes a key at the first start, for its owner only, and has the same one later', () => {
    const folder = join(dir, 'first');
    const { privateKey, trustedKeysFile } = localOssKey(folder, undefined);
    expect(readFileSync(trustedKeysFile, 'utf8')).toBe(simulatorKeyOf(privateKey).publicKey);
    expect(statSync(join(folder, 'callback-key.pem')).mode & 0o777).toBe(0o600);
    expect(localOssKey(folder, undefined).privateKey).toBe(privateKey);
  });

  it('trusts the keys of a file of the user beside it', () => {
    const own = join(dir, 'own.pem');
    writeFileSync(own, 'OWN KEY\n');
    const { privateKey, trustedKeysFile } = localOssKey(join(dir, 'second'), own);
    expect(readFileSync(trustedKeysFile, 'utf8')).toBe(`${simulatorKeyOf(privateKey).publicKey}OWN KEY\n`);
  });

  it('names a file of the user that is not there, and a key that is none', () => {
    expect(() => localOssKey(join(dir, 'third'), join(dir, 'none.pem'))).toThrow(ConfigInvalidError);
    writeFileSync(join(dir, 'callback-key.pem'), 'nonsense');
    expect(() => localOssKey(dir, undefined)).toThrow(/callback-key\.pem is no private key: delete it/);
  });
});
