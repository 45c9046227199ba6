import { bodyFix } from '../../lib/params/body-fix.ts';

describe(bodyFix, () => {
  it.each([
    { name: 'a piece', body: 'a=$(size)&b=c', change: { from: 2, to: 9, text: '${size}' }, after: 'a=${size}&b=c' },
    { name: 'nothing', body: 'a=${size&b=c', change: { from: 8, to: 8, text: '}' }, after: 'a=${size}&b=c' },
    { name: 'all', body: 'a', change: { from: 0, to: 1, text: '$&' }, after: '$&' },
    { name: 'a body that is not there', body: undefined, change: { from: 0, to: 0, text: 'a' }, after: 'a' },
  ])('puts another text in place of $name', ({ body, change, after }) => {
    expect(bodyFix({ ...(body !== undefined && { body }) }, change)).toStrictEqual({
      target: 'callback',
      set: { callbackBody: after },
    });
  });
});
