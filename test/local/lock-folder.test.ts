import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { lockFolder } from '../../lib/local/lock-folder.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const root = tempDir();

describe('lockFolder', () => {
  it('keeps others out until it is let go', () => {
    const dir = join(root, 'locked');
    const file = join(dir, 'run.pid');
    const unlock = lockFolder(dir);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    writeFileSync(file, String(process.ppid));
    expect(() => lockFolder(dir)).toThrow(
      new ConfigInvalidError(
        `${dir} is in use by another run (process ${process.ppid}). Stop that one, or set LOCAL_DIR to another folder.`,
      ),
    );
    unlock();
    lockFolder(dir)();
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['a process that is no more', '4194999'],
    ['a run before that had the number of this one', String(process.pid)],
    ['nothing readable', 'x'],
  ])('takes over what names %s', (_name, pid) => {
    const dir = join(root, pid);
    lockFolder(dir)();
    writeFileSync(join(dir, 'run.pid'), pid);
    expect(() => lockFolder(dir)).not.toThrow();
  });
});
