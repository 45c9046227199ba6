import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** With https, OSS is told to name the host in the handshake: most hosts of today share an address. */
export const httpsCallbackSendsSni: Rule = {
  severity: 'warning',
  check: (context) => {
    const https = context.urls.find(({ scheme }) => scheme === 'https');
    const { callbackSNI = false } = context.fields;
    if (!https || callbackSNI !== false) return [];
    return [
      {
        position: fieldPosition(context, 'callbackUrl', https.offset),
        args: { host: https.host },
        fix: { target: 'callback', set: { callbackSNI: true } },
      },
    ];
  },
};
