import fc from 'fast-check';
import { isClosed, isLate } from '../../lib/store/closed-hour.ts';

describe('isLate and isClosed', () => {
  it.each([
    { now: '2026-11-02T10:59:59.999Z', late: false, closed: false },
    { now: '2026-11-02T11:04:59.999Z', late: false, closed: false },
    { now: '2026-11-02T11:05:00.000Z', late: true, closed: false },
    { now: '2026-11-02T11:14:59.999Z', late: true, closed: false },
    { now: '2026-11-02T11:15:00.000Z', late: true, closed: true },
  ])('say late $late, closed $closed of the hour from ten, at $now', ({ now, late, closed }) => {
    expect(isLate('2026-11-02T10:00:00.000Z', Date.parse(now))).toBe(late);
    expect(isLate('2026-11-02T10:59:59.999Z', Date.parse(now))).toBe(late);
    expect(isClosed('2026-11-02', '10', Date.parse(now))).toBe(closed);
  });

  it('never let totals be kept that a writer whose clock is ten minutes off does not mark', () => {
    const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const property = fc.property(instant, fc.integer({ min: 0, max: 9_000_000 }), (received, elapsed) => {
      const receivedAt = received.toISOString();
      const now = received.getTime() + elapsed;
      const writer = now - 600_000;
      expect(isClosed(receivedAt.slice(0, 10), receivedAt.slice(11, 13), now) && !isLate(receivedAt, writer)).toBe(
        false,
      );
    });
    fc.assert(property);
  });
});
