import { composeStore } from '../../handlers/compose-store.ts';
import { SecretUnavailableError } from '../../lib/errors.ts';

describe('composeStore', () => {
  it('has no other URL where its secret cannot be read anew, and keeps the one that it has', async () => {
    const answers = [Promise.resolve(['postgres://u:p@h/d'])];
    const read = () => answers.shift() ?? Promise.reject(new SecretUnavailableError('database', 'down'));
    const env = { STORE: 'postgres', DATABASE_URL_NAME: 'database' };
    const { options } = composeStore(env, { secretByName: (name) => ({ name, read }) });
    expect(await options.databaseUrl?.get()).toBe('postgres://u:p@h/d');
    expect(await options.databaseUrl?.reload()).toBeUndefined();
    expect(await options.databaseUrl?.get()).toBe('postgres://u:p@h/d');
  });
});
