import { callbackUrlProblem } from '../callback-url.ts';
import { hostKind } from '../host-kind.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/** OSS calls IPv4 addresses only. https://help.aliyun.com/zh/oss/user-guide/0007-00000007 */
export const callbackHostHasAnIpv4Address: Rule = {
  severity: 'error',
  refusal: 'host-unknown',
  check: (context) =>
    context.urls
      .filter((url) => callbackUrlProblem(url) === undefined)
      .map((url) => ({ url, kind: hostKind(url.host) }))
      .filter(({ kind }) => kind === 'ipv6' || kind === 'malformed')
      .map(({ url, kind }) => ({
        position: fieldPosition(context, 'callbackUrl', url.offset + url.text.indexOf(url.host)),
        args: { host: url.host, kind },
      })),
};
