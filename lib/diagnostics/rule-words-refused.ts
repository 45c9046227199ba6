import type { Base64Fault } from '../params/base64-fault.ts';
import type { FindingArgs } from '../params/finding.ts';
import type { JsonFaultCause } from '../params/json-fault.ts';
import type { RefusalReason } from '../params/refusal.ts';
import { BASE64_FAULTS, JSON_FAULTS } from './fault-words.ts';
import { REFUSAL_WORDS } from './refusal-words.ts';

const refused = (reason: RefusalReason, message: (args: FindingArgs) => string) => ({
  words: REFUSAL_WORDS[reason],
  message,
});

const base64 = ({ fault }: FindingArgs): string => BASE64_FAULTS[fault as Base64Fault];
const json = ({ cause }: FindingArgs): string => JSON_FAULTS[cause as JsonFaultCause].replace(/:$/, '.');

const jsonFix = ({ cause }: FindingArgs): string | undefined =>
  cause === 'cut-off'
    ? 'Give the whole text: its end is missing, the last } among it. Look whether a copy, a shell or a length limit cut it off.'
    : undefined;

const URL_PROBLEMS: Readonly<Record<string, (args: FindingArgs) => string>> = {
  missing: () => 'There is no callbackUrl.',
  type: () => 'callbackUrl is not text.',
  empty: () => 'There is a gap in the list of URLs: two semicolons in a row, or one at the end.',
  scheme: ({ scheme }) => `OSS calls http and https, not ${scheme ?? ''}.`,
  user: () => 'The URL holds a user name, which OSS does not send.',
  host: () => 'The URL has no host.',
  port: ({ port }) => `The port must be a number from 1 to 65535, and is "${port ?? ''}".`,
};

const HOSTS: Readonly<Record<string, string>> = {
  private: 'is a private address, which OSS refuses to call.',
  loopback: 'is the very machine that asks, which OSS refuses to call.',
  reserved: 'is an address that is not on the internet: OSS cannot reach it.',
  'local-name': 'is a name that public DNS does not know: OSS cannot find it.',
};

/** Words for the rules that OSS itself has: where one of them is broken, it refuses the upload. */
export const REFUSED_RULE_WORDS = {
  'callback-comes-once': refused('callback-twice', () => 'The callback comes as a header and in the query, too.'),
  'callback-var-comes-once': refused(
    'callback-var-twice',
    () => 'The variables come as a header and in the query, too.',
  ),
  'callback-is-at-most-5-kb': refused(
    'callback-too-long',
    ({ bytes, maxBytes }) => `The base64 of the callback has ${bytes ?? ''} octets; OSS takes ${maxBytes ?? ''}.`,
  ),
  'callback-is-base64': refused('callback-not-base64', (args) => `The callback is not base64. ${base64(args)}`),
  'callback-is-json': {
    ...refused('callback-not-json', (args) => `The callback is not JSON. ${json(args)}`),
    firstFix: jsonFix,
  },
  'callback-url-is-valid': refused('url-invalid', (args) => URL_PROBLEMS[String(args['problem'])]?.(args) ?? ''),
  'callback-urls-are-at-most-five': refused(
    'too-many-urls',
    ({ count, max }) => `There are ${count ?? ''} URLs; OSS takes ${max ?? ''}.`,
  ),
  'callback-host-has-an-ipv4-address': refused('host-unknown', ({ host, kind }) =>
    kind === 'ipv6'
      ? `${host ?? ''} is an IPv6 address; OSS calls IPv4 only.`
      : `${host ?? ''} is no whole IPv4 address.`,
  ),
  'callback-host-is-public': refused(
    'address-private',
    ({ host, kind }) => `${host ?? ''} ${HOSTS[String(kind)] ?? ''}`,
  ),
  'callback-host-is-a-string': refused('callback-host-invalid', () => 'callbackHost is not text.'),
  'callback-body-is-a-string': refused(
    'body-invalid',
    () => 'callbackBody is not text; a JSON template, too, is a string in the callback.',
  ),
  'callback-body-is-not-empty': refused('body-empty', () => 'There is no callbackBody.'),
  'callback-body-type-is-a-string': refused('body-type-invalid', () => 'callbackBodyType is not text.'),
  'callback-body-type-is-supported': refused('body-type-unsupported', ({ bodyType, hasParameter }) =>
    hasParameter === 'yes'
      ? `OSS does not take "${bodyType ?? ''}": nothing may follow the type, no charset either.`
      : `OSS does not know the body type "${bodyType ?? ''}".`,
  ),
  'signature-version-is-known': refused(
    'signature-version-invalid',
    () => 'signatureVersion is neither "1.0" nor "2.0".',
  ),
  'additional-headers-are-not-of-oss': refused(
    'additional-headers-invalid',
    () => 'additionalHeaders is no map, or holds a header that begins with x-oss-.',
  ),
  'callback-policy-is-known': refused(
    'callback-policy-unknown',
    () => 'The bucket has no callback policy of that name.',
  ),
  'dollar-sign-begins-a-variable': refused('template-invalid', ({ text, name }) =>
    name === ''
      ? `The dollar sign in "${text ?? ''}" begins no variable.`
      : `"${text ?? ''}" is no variable; write \${${name ?? ''}}.`,
  ),
  'callback-var-is-at-most-5-kb': refused(
    'callback-var-too-long',
    ({ bytes, maxBytes }) => `The base64 of the variables has ${bytes ?? ''} octets; OSS takes ${maxBytes ?? ''}.`,
  ),
  'callback-var-is-base64': refused(
    'callback-var-not-base64',
    (args) => `The variables are not base64. ${base64(args)}`,
  ),
  'callback-var-is-json': {
    ...refused('callback-var-not-json', (args) => `The variables are not JSON. ${json(args)}`),
    firstFix: jsonFix,
  },
  'custom-variables-are-strings': refused(
    'callback-var-invalid',
    ({ name, type }) => `The value of "${name ?? ''}" must be text, and is of type ${type ?? ''}.`,
  ),
  'custom-variable-names-begin-with-x': refused(
    'callback-var-invalid',
    ({ name }) => `The name "${name ?? ''}" must begin with x: (and something must follow).`,
  ),
  'custom-variable-names-are-lower-case': refused(
    'callback-var-invalid',
    ({ name, meant }) => `The name "${name ?? ''}" must be in lower case: "${meant ?? ''}".`,
  ),
} as const;
