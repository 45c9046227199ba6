import { diagnoseSignature } from '../../lib/diagnostics/diagnose-signature.ts';
import { formatDiagnosis } from '../../lib/diagnostics/format-diagnosis.ts';
import { body, header, path, vector } from '../helpers/damaged-requests.ts';

const REQUEST = vector('aliyun-doc-index-php');

describe('formatDiagnosis', () => {
  it('says genuine and what was signed', () => {
    expect(formatDiagnosis(diagnoseSignature(REQUEST))).toBe(
      [
        "genuine: signed with OSS's published key",
        '',
        'String to sign, as signed:',
        '  /index.php?id=1&index=2',
        '  bucket=yonghu-test',
      ].join('\n'),
    );
  });

  it('shows each change where the two texts part, with its fix', () => {
    const damaged = body((it) => `${it}\n`)(path((it) => `/prod${it}`)(REQUEST));
    expect(formatDiagnosis(diagnoseSignature(damaged))).toBe(
      [
        "not genuine as it is: signed with OSS's published key, but 2 changes on the way broke it",
        '',
        'something was put before the path (path-prefix-added)',
        '  path here    "/prod/index.php"',
        '  path signed  "/index.php"',
        '  fix: Verify the path of the callback URL, without what a proxy, a stage or a mount point puts before it.',
        '',
        'a line break was added at the end of the body (body-newline-added)',
        '  body here    "bucket=yonghu-test\\n"',
        '  body signed  "bucket=yonghu-test"',
        '  fix: Keep the body to the octet: no final newline (curl: --data-binary, editors: no newline at end of file).',
        '',
        'String to sign, as signed:',
        '  /index.php?id=1&index=2',
        '  bucket=yonghu-test',
      ].join('\n'),
    );
  });

  it('cuts long texts around the difference', () => {
    const long = body((it) => it.replaceAll('/', '\\/'))(vector('cloudreve-json-body'));
    const text = formatDiagnosis(diagnoseSignature(long));
    expect(text).toContain('body here    …"');
    expect(text).toMatch(/body signed {2}….*"…\n/);
  });

  it('says whose key it was where nothing explains it, and what is left', () => {
    const text = formatDiagnosis(diagnoseSignature({ ...REQUEST, path: '/other', body: Buffer.from('x=1') }));
    expect(text).toMatch(/^not genuine: signed with OSS's published key, but for other octets; \d+ possible changes/);
    expect(text).toContain(
      'the signature belongs to another request: the worked example of the documentation of callbacks (signature-of-another-request)',
    );
    expect(text).toContain('String to sign of this request, not the signed one:\n  /other?id=1&index=2');
  });

  it('says first what is the matter where no key made the signature', () => {
    const text = formatDiagnosis(diagnoseSignature(header('authorization', () => undefined)(REQUEST)));
    expect(text).toMatch(/^not genuine: the Authorization header is missing\n/);
  });

  it('paints only the words that matter', () => {
    const text = formatDiagnosis(diagnoseSignature(REQUEST), (style, word) => `<${style}>${word}</>`);
    expect(text).toContain("<green>genuine</>: signed with OSS's published key");
  });

  it('shows no control characters of a forger', () => {
    const request = { ...REQUEST, path: '/x', body: Buffer.from('\u001b[31mred\u202e\r\u{e0001}') };
    const text = formatDiagnosis(diagnoseSignature(request));
    expect(text).toContain('\\u{1b}[31mred\\u{202e}\\u{d}\\u{e0001}');
    expect(text).not.toMatch(/[\p{Cf}\r\u001b]/u);
  });

  it('cuts a body of many lines', () => {
    const text = formatDiagnosis(diagnoseSignature({ ...REQUEST, path: '/x', body: Buffer.from('a\n'.repeat(100)) }));
    expect(text).toMatch(/… 62 more lines$/);
  });
});
