import { fuzz } from './fuzz.ts';

// The short form; `npm run test:faults -- fuzz` has more inputs, and looks at time and memory as well.
describe('mutated events, queue records and parameters', () => {
  it('are never taken where a slow reference verifier refuses them, and crash nothing', async () => {
    const { inputs, accepted, forged, crashed } = await fuzz(10_000);
    expect({ forged, crashed }).toEqual({ forged: [], crashed: [] });
    // Some changes touch nothing that is signed: the two verifiers agree on those as well.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(inputs / 2);
  });
});
