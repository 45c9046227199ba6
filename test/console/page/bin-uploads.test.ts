import { binUploads } from '../../../lib/console/page/bin-uploads.ts';

const at = (seconds: number, size?: number) => ({
  receivedAt: new Date(seconds * 1_000).toISOString(),
  ...(size !== undefined && { size }),
});
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('binUploads', () => {
  it('has nothing of nothing', () => {
    expect(binUploads([])).toEqual({ times: [], uploads: [], bytes: [] });
  });

  it('adds up what falls into one span, whatever its order', () => {
    expect(binUploads([at(25, 4), at(11, 1), at(19, 2), at(20)])).toEqual({
      times: [10, 20],
      uploads: [2, 2],
      bytes: [3, 4],
    });
  });

  it('has a bar of nothing for a span without uploads', () => {
    expect(binUploads([at(0), at(30)]).uploads).toEqual([1, 0, 0, 1]);
  });

  it.each([
    { seconds: 599, span: 10 },
    { seconds: 600, span: 60 },
    { seconds: 86_400, span: 3_600 },
    { seconds: 3 * 365 * 86_400, span: 604_800 * 3 },
  ])('needs no more than 61 bars for $seconds s', ({ seconds, span }) => {
    const { times, uploads } = binUploads([at(0), at(seconds)]);
    expect(times.length).toBeLessThanOrEqual(61);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(span);
    expect(total(uploads)).toBe(2);
  });
});
