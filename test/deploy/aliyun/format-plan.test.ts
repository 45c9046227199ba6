import { formatPlan } from '../../../lib/deploy/aliyun/format-plan.ts';
import type { Difference } from '../../../lib/deploy/aliyun/plan.ts';
import type { Resource } from '../../../lib/deploy/aliyun/resources/resource.ts';

const done = () => Promise.resolve();
const resource: Resource = {
  title: 'function f',
  desired: {},
  read: () => Promise.resolve(undefined),
  create: done,
  update: done,
  remove: done,
};
const formatOf = (difference: Difference) => formatPlan([{ kind: 'update', resource, differences: [difference] }]);

describe('formatPlan', () => {
  it('marks what is made, changed and removed', () => {
    expect(
      formatPlan([
        { kind: 'create', resource },
        { kind: 'update', resource, differences: [{ name: 'timeout', from: 6, to: 7 }] },
        { kind: 'remove', resource },
      ]),
    ).toBe('+ function f\n~ function f\n    timeout: 6 → 7\n- function f');
  });

  it.each(['TRUST', 'CALLBACK_PATH', 'DATABASE_URL_NAME', 'LOG_LEVEL', 'OSS_ALLOWED_BUCKETS', 'QUEUE'])(
    'shows what is no secret: %s',
    (name) => {
      expect(formatOf({ name: `environmentVariables.${name}`, from: 'before', to: 'after' })).toContain(
        'before → after',
      );
    },
  );

  it.each(['DATABASE_URL', 'OSS_TICKET_SECRET', 'OSS_CREDENTIALS', 'NOTIFY_URL', 'API_TOKEN', 'ANYTHING'])(
    'never shows what might be one: %s',
    (name) => {
      const shown = formatOf({ name: `environmentVariables.${name}`, from: 'before', to: 'after' });
      expect(shown).toContain(`environmentVariables.${name}: *** → ***`);
    },
  );

  it('says where something was not there before, and is not there after', () => {
    expect(formatOf({ name: 'environmentVariables.API_TOKEN', from: undefined, to: 'x' })).toContain('(none) → ***');
    expect(formatOf({ name: 'role', from: 'a', to: '' })).toContain('a → (none)');
  });

  it('cuts what is long', () => {
    expect(formatOf({ name: 'description', from: '', to: 'x'.repeat(500) }).length).toBeLessThan(200);
  });
});
