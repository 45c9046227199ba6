import { domainToASCII } from 'node:url';
import { callbackUrlProblem, parseCallbackUrls } from '../callback-url.ts';
import { fieldPosition } from '../lint-context.ts';
import type { Rule } from '../rule.ts';

/**
 * `callbackHost` is the value of a `Host` header: a host, with its port at most. OSS does not say that it looks, but servers
 * must answer 400 to anything else. https://www.rfc-editor.org/rfc/rfc9110#section-7.2
 */
export const callbackHostIsAHost: Rule = {
  severity: 'error',
  check: (context) => {
    const { callbackHost } = context.fields;
    if (typeof callbackHost !== 'string' || callbackHost === '' || isHostHeader(callbackHost)) return [];
    const meant = hostIn(callbackHost);
    return [
      {
        position: fieldPosition(context, 'callbackHost'),
        args: { host: callbackHost, meant },
        ...(meant !== '' && { fix: { target: 'callback', set: { callbackHost: meant } } }),
      },
    ];
  },
};

const HOST_HEADER = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d+)?$/i;

function isHostHeader(text: string): boolean {
  // Stryker disable next-line MethodExpression: a host has no semicolon, so that this is one URL.
  return HOST_HEADER.test(text) && parseCallbackUrls(text).every((url) => callbackUrlProblem(url) === undefined);
}

/** The one host, and port, that a text holds besides; `''` where it is not plain what was meant. */
function hostIn(text: string): string {
  const [url, another] = parseCallbackUrls(text.trim());
  if (!url || another) return '';
  const host = url.isIpv6 ? `[${url.host}]` : /[^\p{ASCII}]/u.test(url.host) ? domainToASCII(url.host) : url.host;
  const meant = url.port ? `${host}:${url.port}` : host;
  return isHostHeader(meant) ? meant : '';
}
