import { aliOssUpload, CHECK, formLines } from './node.ts';
import { javascriptLiteral as literal } from './literals.ts';
import { headerLines, SIGNED_ELSEWHERE } from './signed-elsewhere.ts';
import { lines, type SdkSnippets } from './snippet.ts';

/** Code for browsers: ali-oss, or a form. */
export const browserSnippets: SdkSnippets = {
  put: aliOssUpload('put'),
  multipart: aliOssUpload('multipartUpload'),
  post: (built) => ({
    parameters: lines(
      '// Better from your server, together with the policy that holds it: whoever has the form can change it.',
      `const callback = ${literal(built.base64)};`,
    ),
    upload: lines(
      ...formLines(built),
      "form.set('file', file);",
      "const response = await fetch(bucketUrl, { method: 'POST', body: form });",
      ...CHECK,
    ),
  }),
  presign: (built) => ({
    parameters: lines(
      SIGNED_ELSEWHERE,
      'const headers = {',
      ...headerLines(built, (name, value) => `  ${literal(name)}: ${literal(value)},`),
      '};',
    ),
    upload: lines(
      "// The bucket's CORS rules must allow these headers.",
      "const response = await fetch(signedUrl, { method: 'PUT', body: file, headers });",
      ...CHECK,
    ),
  }),
};
