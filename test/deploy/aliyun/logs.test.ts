import type { LogLine, LogQuery } from '../../../lib/deploy/aliyun/api/log-service.ts';
import { readStartTime, writeLogs } from '../../../lib/deploy/aliyun/commands/logs.ts';
import { ConfigInvalidError } from '../../../lib/errors.ts';
import { thrownBy } from '../../helpers/thrown-by.ts';

const NOW = Date.UTC(2026, 0, 1, 12);

describe('readStartTime', () => {
  it.each([
    { text: undefined, expected: NOW - 600_000 },
    { text: '30s', expected: NOW - 30_000 },
    { text: '2h', expected: NOW - 7_200_000 },
    { text: '1d', expected: NOW - 86_400_000 },
    { text: '2026-01-01T00:00:00Z', expected: Date.UTC(2026, 0, 1) },
  ])('reads $text', ({ text, expected }) => {
    expect(readStartTime(text, NOW)).toBe(expected);
  });

  it('refuses anything else', () => {
    expect(thrownBy(() => readStartTime('yesterday', NOW))).toBeInstanceOf(ConfigInvalidError);
  });
});

describe('writeLogs', () => {
  const base = { project: 'p', logstore: 'l', functionName: 'f', since: NOW - 60_000 };
  const line = (second: number, message: string): LogLine => ({ time: NOW / 1_000 + second, message });

  it('writes the lines of the span that it was asked for', async () => {
    const asked: LogQuery[] = [];
    const written: string[] = [];
    await writeLogs({
      ...base,
      filter: 'error',
      api: { getLines: (query) => (asked.push(query), Promise.resolve([line(-2, 'one'), line(-1, 'two')])) },
      write: (text) => written.push(text),
      clock: () => NOW,
    });
    expect(written).toEqual(['one', 'two']);
    expect(asked).toEqual([
      { project: 'p', logstore: 'l', functionName: 'f', from: NOW / 1_000 - 60, to: NOW / 1_000 + 1, filter: 'error' },
    ]);
  });

  it('follows: a line that comes late is written once, and so is each of two that are alike', async () => {
    const looks = [[line(0, 'one')], [line(-1, 'late'), line(0, 'one'), line(1, 'same'), line(1, 'same')]];
    const written: string[] = [];
    const end = new Error('the test ends here');
    let look = 0;
    const following = writeLogs({
      ...base,
      api: { getLines: () => Promise.resolve(looks[look++] ?? []) },
      write: (text) => written.push(text),
      clock: () => NOW + look * 1_000,
      pause: () => (look < looks.length ? Promise.resolve() : Promise.reject(end)),
    });
    await expect(following).rejects.toBe(end);
    expect(written).toEqual(['one', 'late', 'same', 'same']);
  });
});
