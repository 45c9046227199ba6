import { callbackUrlProblem } from '../callback-url.ts';
import { hostKind, isLocalName } from '../host-kind.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/**
 * OSS refuses loopback and RFC 1918 addresses. Other addresses and names that never lead anywhere public get a warning.
 * https://help.aliyun.com/zh/oss/user-guide/0007-00000008
 */
export const callbackHostIsPublic: Rule = {
  severity: 'error',
  refusal: 'address-private',
  check: (context) =>
    context.urls
      .filter((url) => callbackUrlProblem(url) === undefined)
      .map((url) => ({ url, kind: isLocalName(url.host) ? 'local-name' : hostKind(url.host) }))
      .filter(({ kind }) => ['private', 'loopback', 'reserved', 'local-name'].includes(kind))
      .map(({ url, kind }) => ({
        position: fieldPosition(context, 'callbackUrl', url.offset + url.text.indexOf(url.host)),
        args: { host: url.host, kind },
        ...((kind === 'reserved' || kind === 'local-name') && { severity: 'warning' as const }),
      })),
};
