import { startSimulator, type Simulator } from '../../../lib/simulator/start-simulator.ts';

describe('a listing with a delimiter', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, anonymous: true });
    for (const key of ['a', 'd/1', 'd/2', 'e/1', 'f'])
      await fetch(`${simulator.url}/bucket/${key}`, { method: 'PUT', body: 'x' });
  });
  afterAll(() => simulator.stop());

  const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

  it.each([
    { version: 'ListObjects', type: '', next: /<NextMarker>(.*?)</, ask: 'marker' },
    {
      version: 'ListObjectsV2',
      type: 'list-type=2&',
      next: /<NextContinuationToken>(.*?)</,
      ask: 'continuation-token',
    },
  ])('tells each key and prefix once, whatever page it ends: $version', async ({ type, next, ask }) => {
    for (const size of [1, 2, 3, 4]) {
      const told: string[] = [];
      for (let marker: string | undefined = ''; marker !== undefined && told.length < 10;) {
        const from: string = marker === '' ? '' : `&${ask}=${encodeURIComponent(marker)}`;
        const page: string = await (
          await fetch(`${simulator.url}/bucket?${type}delimiter=/&max-keys=${size}${from}`)
        ).text();
        const keys = all(page, /<Key>(.*?)</g);
        const prefixes = all(page, /<CommonPrefixes>\s*<Prefix>(.*?)</g);
        expect(keys.length + prefixes.length).toBeLessThanOrEqual(size);
        told.push(...keys, ...prefixes);
        marker = next.exec(page)?.[1];
      }
      expect(told.sort()).toStrictEqual(['a', 'd/', 'e/', 'f']);
    }
  });
});
