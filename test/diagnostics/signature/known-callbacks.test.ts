import { KNOWN_CALLBACKS } from '../../../lib/diagnostics/signature/known-callbacks.ts';
import { genuine } from '../../helpers/vectors.ts';

describe('KNOWN_CALLBACKS', () => {
  it('is the genuine vectors', () => {
    const parts = KNOWN_CALLBACKS.map(({ path, query, body, authorization }) => ({ path, query, body, authorization }));
    expect(new Set(parts)).toEqual(
      new Set(
        genuine.map(({ path, query, body, headers }) => {
          return { path, query, body, authorization: headers['authorization'] };
        }),
      ),
    );
  });
});
