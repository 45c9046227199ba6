import fc from 'fast-check';
import { ERROR_WORDS } from '../../lib/diagnostics/error-words.ts';
import { explain } from '../../lib/diagnostics/explain.ts';
import type { KnownExplanation } from '../../lib/diagnostics/explanation.ts';
import { formatText } from '../../lib/diagnostics/format-text.ts';
import { KNOWN_ERRORS } from '../../lib/diagnostics/known-errors.ts';
import { RULE_WORDS } from '../../lib/diagnostics/rule-words.ts';
import type { Words } from '../../lib/diagnostics/words.ts';
import * as errors from '../../lib/errors.ts';
import { refuse, REFUSALS, type RefusalReason } from '../../lib/params/refusal.ts';
import { RULE_CODES } from '../../lib/params/rule-code.ts';
import { codePoint } from '../helpers/arbitraries.ts';
import { MESSAGES, TOPIC, UNESCAPED, xml } from '../helpers/error-texts.ts';

const known = (input: string): KnownExplanation => {
  const explanation = explain(input);
  if (!explanation.known) throw new Error(`not known: ${input}`);
  return explanation;
};
const codesOfErrors = Object.values(errors).flatMap((each): string[] => {
  if (typeof each !== 'function' || !(each.prototype instanceof errors.OssCallbackError)) return [];
  const refusal = { message: '', argumentName: '', argumentValue: '' };
  return [(Reflect.construct(each, [refusal, refusal]) as errors.AnyOssCallbackError).code];
});

function expectWords({ title, cause, consequence, fix, docs }: Words): void {
  expect(title).toMatch(/^[^\n]*[^.\s]$/);
  expect(cause).toMatch(/^\S.*\.$/s);
  expect(consequence).toMatch(/^[A-Z].*\.$/s);
  expect(fix.length).toBeGreaterThan(0);
  expect(docs).toMatch(/^https:\/\//);
}

describe(explain, () => {
  it.each(TOPIC)("explains the topic's example: $name", ({ text, code, cause, fix }) => {
    const explanation = known(text);
    expect(explanation.code).toBe(code);
    expect(explanation.cause).toMatch(cause);
    expect(explanation.fix.join('\n')).toMatch(fix);
    expect(explanation.values['requestId']).toMatch(/^587C/);
    // However it was copied, it is the same error.
    const variants = [
      text.replaceAll('> <', '>\n  <'),
      text.replaceAll('> <', '><'),
      text.slice(0, text.indexOf('<RequestId>') + 5),
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      text.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;'),
      text.replace(/[^]*<Message>|<\/message>[^]*/gi, ''),
    ];
    expect(variants.map((variant) => known(variant).code)).toEqual(variants.map(() => code));
  });

  it('shows the quote that is not escaped, and what was meant', () => {
    for (const value of [UNESCAPED, UNESCAPED.replaceAll('"', '&quot;')]) {
      const { evidence } = known(
        xml(
          'InvalidArgument',
          'The callback configuration is not json format.',
          `  <ArgumentName>callback</ArgumentName>\n  <ArgumentValue>${value}</ArgumentValue>\n`,
        ),
      );
      const [fault, meant] = evidence;
      expect(fault?.excerpt?.slice(fault.caret)).toMatch(/^"bucket"/);
      expect(JSON.parse(meant?.excerpt ?? '')).toEqual({
        callbackUrl: '8.8.8.8:9090',
        callbackBody: '{"bucket":${bucket},"object":${object}}',
        callbackBodyType: 'application/json',
      });
    }
  });

  it('shows the values of the message', () => {
    const { values, evidence } = known(TOPIC[3].text);
    expect(values).toMatchObject({ status: '-1', costMs: '5000', timeoutMs: '5000', address: '8.8.8.8:9090' });
    expect(evidence.map(({ text }) => text).join(' ')).toMatch(/-1.*5000 ms/);
    expect(known('Error status : 404.')).toMatchObject({
      title: expect.stringMatching(/404/) as string,
      values: { status: '404' },
    });
    expect(known('cost:1ms').evidence[0]?.text).toMatch(/limit is 5000 ms/);
  });

  it.each(Object.keys(REFUSALS) as RefusalReason[])('knows a refusal of OSS by message and by number: %s', (reason) => {
    const { message, code, ...rest } = refuse(reason, 'x');
    const isPolicy = code === 'BucketCallbackPolicyNotExist';
    expect(known(isPolicy ? code : message).code).toBe(reason);
    const value = `  <ArgumentName>${rest.argumentName}</ArgumentName>\n  <ArgumentValue>x</ArgumentValue>\n`;
    expect(known(xml(code, message, value))).toMatchObject({ code: reason });
    const byNumber = rest.ec === undefined ? reason : known(rest.ec).code;
    expect(byNumber).toBe(reason);
  });

  it.each(MESSAGES)('knows: $message', ({ message, code, ec }) => {
    for (const text of [
      message,
      xml('CallbackFailed', message),
      `CallbackFailedError: ${message}`,
      `  ${message.toLowerCase()}\n`,
    ]) {
      expect(known(text).code).toBe(code);
      expect(known(text).ec).toBe(ec);
    }
  });

  it.each(KNOWN_ERRORS.flatMap(({ name, ecs }) => ecs.map((ec) => ({ name, ec }))))(
    'knows $ec as $name',
    ({ name, ec }) => {
      const expected = KNOWN_ERRORS.find(({ ecs }) => ecs.includes(ec))?.name;
      expect(known(ec)).toMatchObject({ code: name, ec });
      expect(known(`https://api.aliyun.com/troubleshoot?q=${ec}`).code).toBe(expected);
    },
  );

  it.each([
    { code: 'InvalidPolicyDocument', name: 'policy-invalid' },
    { code: 'IncorrectNumberOfFilesInPOSTRequest', name: 'form-files' },
    { code: 'EntityTooLarge', name: 'entity-too-large' },
    { code: 'SignatureDoesNotMatch', name: 'signature-does-not-match' },
    { code: 'RequestDeniedByCallback', name: 'denied-by-callback' },
    { code: 'CallbackFailed', name: 'callback-failed' },
    { code: 'InvalidArgument', name: 'invalid-argument' },
  ])('knows the code $code', ({ code, name }) => {
    expect(known(code).code).toBe(name);
  });

  it.each([
    { reason: 'template-invalid', value: 'a=1&b=$(c)', at: '$(c)' },
    { reason: 'address-private', value: 'http://a.com;http://10.0.0.1/', at: 'http://10' },
    { reason: 'url-invalid', value: 'my.com:test', at: 'my.com' },
    { reason: 'host-unknown', value: '123.456', at: '123' },
    { reason: 'callback-not-base64', value: '{}', at: '{}' },
    { reason: 'body-type-unsupported', value: 'text/plain', at: 'text' },
    { reason: 'callback-var-not-json', value: '{"x:a":"b"c"}', at: '"c' },
  ] as const)('shows the place in the value of $reason', ({ reason, value, at }) => {
    const { ec, message, argumentName } = refuse(reason, value);
    const [evidence] = known(
      xml(
        'InvalidArgument',
        message,
        `<ArgumentName>${argumentName}</ArgumentName><ArgumentValue>${value}</ArgumentValue><EC>${ec ?? ''}</EC>`,
      ),
    ).evidence;
    expect(evidence?.excerpt?.slice(evidence.caret)).toMatch(new RegExp(`^${at.replace(/[$()]/g, '\\$&')}`));
  });

  it.each([
    { reason: 'too-many-urls', value: 'a;b;c;d;e;f', text: /6 URLs/ },
    { reason: 'callback-too-long', value: 'a'.repeat(6000), text: /6000 octets/ },
    {
      reason: 'callback-var-invalid',
      value: '{"a":"b","x:n":1}',
      text: /"a" does not begin with x:.*"x:n" is not text: 1/,
    },
    { reason: 'callback-var-invalid', value: 'cut off', text: /^$/ },
    { reason: 'callback-not-json', value: '{"a":1}', text: /may have been changed/ },
    { reason: 'body-empty', value: '', text: /^$/ },
    { reason: 'address-private', value: 'http://resolves-to-private.example.com', text: /^$/ },
  ] as const)('says what the value of $reason shows', ({ reason, value, text }) => {
    const { message, argumentName } = refuse(reason, value);
    const { evidence } = known(
      xml(
        'InvalidArgument',
        message,
        `<ArgumentName>${argumentName}</ArgumentName><ArgumentValue>${value}</ArgumentValue>`,
      ),
    );
    expect(evidence.map((each) => each.text).join(' ')).toMatch(text);
  });

  it.each([
    ['EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 'too small'],
    ['FileAlreadyExists', 'The object you specified already exists and can not be overwritten.', 'already'],
    ['AccessDenied', 'Request has expired.', 'expired'],
    ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 'clock'],
    ['InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.', 'access key'],
    ['AccessDenied', 'You have no right to access this object because of bucket acl.', 'may not'],
  ])('knows %s: %s', (code, message, title) => {
    expect(known(xml(code, message, '')).title).toContain(title);
  });

  it.each([
    201, 202, 204, 206, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 408, 413, 415, 429, 500, 501, 502, 503, 504,
    599,
  ])('has words of its own for a server that answers %i', (status) => {
    const { cause, fix } = known(`Error status : ${status}.`);
    expect(cause).not.toBe(known('Error status : 418.').cause);
    expect(fix.length).toBeGreaterThan(known('Error status : 418.').fix.length);
  });

  it.each([
    { text: '200', title: /went well/ },
    { text: 'HTTP/1.1 203 Non-Authoritative Information', title: /stored, but the callback failed/ },
    { text: ' 400 ', title: /refused/ },
    { text: 'status: 502', title: /502/ },
    { text: 'status code 404', title: /404/ },
  ])('explains the status: $text', ({ text, title }) => {
    expect(known(text)).toMatchObject({
      code: expect.stringMatching(/^http-\d{3}$/) as string,
      title: expect.stringMatching(title) as string,
    });
  });

  it('has words for every error of this project, and finds them in a log line', () => {
    expect([...codesOfErrors].sort()).toEqual(Object.keys(ERROR_WORDS).sort());
    for (const code of codesOfErrors) expect(known(`{"level":40,"code":"${code}"}`).code).toBe(code);
  });

  it.each([
    { wire: 'InvalidCallback', code: 'ERR_SIGNATURE_MISMATCH' },
    { wire: 'NotFound', code: 'ERR_PATH_NOT_FOUND' },
    { wire: 'TooLarge', code: 'ERR_BODY_TOO_LARGE' },
    { wire: 'UnsupportedMethod', code: 'ERR_METHOD_NOT_SUPPORTED' },
    { wire: 'TryAgain', code: 'ERR_NOT_DURABLE' },
  ])("explains the receiver's answer $wire", ({ wire, code }) => {
    expect(known(`{"Status":"Error","Code":"${wire}","RequestId":"r"}`).code).toBe(code);
    expect(known(wire).code).toBe(code);
  });

  it.each(['InvalidCallback', '400', 'Error status : 400.'])('names the ticket where the answer is %s', (text) => {
    const { title, cause, fix } = known(text);
    expect(`${title} ${cause}`).toContain('no valid ticket (TRUST=ticket)');
    expect(fix.join(' ')).toContain('ERR_TICKET_INVALID');
    expect(known('ERR_SIGNATURE_MISMATCH').title).not.toContain('ticket');
  });

  it('explains a rule by its name', () => {
    expect(known('https-callback-sends-sni')).toMatchObject({ code: 'https-callback-sends-sni', title: /SNI/ });
    for (const code of RULE_CODES) expect(known(code).title).toBe(RULE_WORDS[code].words.title);
  });

  it('reads what SDKs print', () => {
    expect(
      known(
        "{ name: 'CallbackFailedError', code: 'CallbackFailed', status: 203, message: 'Error status : 403.', ecCode: '0007-00000203' }",
      ),
    ).toMatchObject({ code: 'callback-status', values: { status: '403' } });
    expect(known('[ErrorCode]: CallbackFailed [ErrorMessage]: "Cost too long time."').code).toBe('callback-too-slow');
  });

  it('says so where an error is not known, with the nearest ones', () => {
    expect(explain('the response body was not json')).toMatchObject({
      known: false,
      nearest: expect.arrayContaining([{ code: 'reply-not-json', title: 'Your answer is not JSON' }]) as unknown[],
    });
    expect(explain('a callback body or host or a url or its length')).toMatchObject({
      known: false,
      nearest: Array.from({ length: 3 }, () => expect.anything() as unknown),
    });
    expect(explain('hello')).toEqual({ known: false, nearest: [] });
    expect(explain('ERR_SOMETHING_ELSE')).toMatchObject({ known: false });
    expect(explain('0007-00000999')).toMatchObject({ known: false });
    expect(explain('418')).toMatchObject({ known: false });
  });

  it('has whole words for everything it knows', () => {
    for (const { words } of KNOWN_ERRORS) expectWords(words);
    for (const words of Object.values(ERROR_WORDS)) expectWords(words);
    for (const { words } of Object.values(RULE_WORDS)) expectWords(words);
    for (const status of ['200', '203', '400', '502']) expectWords(known(status));
  });

  it('never throws, and neither does printing', () => {
    const piece = fc.constantFrom(
      ...TOPIC.map(({ text }) => text),
      ...MESSAGES.map(({ message }) => message),
      '<',
      '>',
      '&lt;',
      '"',
      '0007-00000003',
      'ERR_',
      'Error status : ',
    );
    const anything = fc.oneof(
      fc.string({ unit: codePoint }),
      fc.array(fc.oneof(piece, fc.string({ maxLength: 10 })), { maxLength: 6 }).map((pieces) => pieces.join('')),
      fc
        .tuple(fc.constantFrom(...TOPIC), fc.nat(), fc.nat())
        .map(([{ text }, from, to]) => text.slice(from % text.length, to % text.length)),
      fc
        .tuple(fc.constantFrom(...(Object.keys(REFUSALS) as RefusalReason[])), fc.string({ unit: codePoint }))
        .map(([reason, value]) =>
          xml('InvalidArgument', REFUSALS[reason].message, `<ArgumentValue>${value}</ArgumentValue>`),
        ),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(formatText(explain(text))).toEqual(expect.any(String));
      }),
      { numRuns: 1000 },
    );
  });
});
