import { base64, callbackWith, testRule } from '../../helpers/test-rule.ts';

const CALLBACK = base64(callbackWith({}));
const form = (policy: object): string => JSON.stringify({ key: 'k', callback: CALLBACK, policy: base64(policy) });

testRule('policy-pins-the-callback', {
  valid: [
    { name: 'a policy that does', text: form({ conditions: [{ bucket: 'b' }, { callback: CALLBACK }] }) },
    {
      name: 'the other spelling',
      text: form({
        conditions: [
          ['starts-with', '$bucket', ''],
          ['eq', '$key', 'k'],
          ['eq', '$Callback', CALLBACK],
        ],
      }),
    },
    {
      name: 'a form without callback',
      text: JSON.stringify({ key: 'k', policy: base64({ conditions: [{ bucket: 'b' }] }) }),
    },
    { name: 'a form without policy', text: JSON.stringify({ callback: CALLBACK }) },
    { name: 'a header', text: `x-oss-callback: ${CALLBACK}` },
  ],
  invalid: [
    {
      name: 'a policy that does not',
      text: form({ conditions: [{ bucket: 'b' }, ['starts-with', '$callback', ''], 1, 'callback', null] }),
      severity: 'warning',
      args: { kind: 'unpinned' },
    },
    { name: 'a policy with another one', text: form({ conditions: [{ callback: 'e30=' }] }), args: { kind: 'other' } },
    {
      name: 'a policy with it and another one',
      text: form({ conditions: [{ callback: CALLBACK }, { callback: 'e30=' }] }),
      args: { kind: 'other' },
    },
    {
      name: 'a policy that is none',
      text: JSON.stringify({ callback: CALLBACK, policy: '?' }),
      severity: 'warning',
      args: { kind: 'unreadable' },
    },
  ],
});
