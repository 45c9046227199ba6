import type { BuiltCallback } from '../../params/build-callback.ts';
import { goLiteral } from './literals.ts';
import { formFields } from './signed-elsewhere.ts';
import { lines, type SdkSnippets, varsJson } from './snippet.ts';

const IMPORTS = lines(
  'import (',
  '\t"context"',
  '\t"encoding/base64"',
  '',
  '\t"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"',
  ')',
);

function parameters(built: BuiltCallback): string {
  const vars = varsJson(built);
  return lines(
    `callbackJson := ${goLiteral(built.json)}`,
    'callback := base64.StdEncoding.EncodeToString([]byte(callbackJson))',
    vars !== undefined && `callbackVarJson := ${goLiteral(vars)}`,
    vars !== undefined && 'callbackVar := base64.StdEncoding.EncodeToString([]byte(callbackVarJson))',
  );
}

const fields = (built: BuiltCallback): string =>
  lines(
    '\tCallback: oss.Ptr(callback),',
    varsJson(built) !== undefined && '\tCallbackVar: oss.Ptr(callbackVar),',
    '})',
    '// A callback that failed (status 203) is an error, though the object is stored.',
    'if err != nil {',
    '\treturn err',
    '}',
    '// result.CallbackResult holds the answer of your server.',
  );

const FIELDS = { key: 'key', policy: 'policy', OSSAccessKeyId: 'accessKeyID', Signature: 'signature' };

const FORM = `// The file comes last: what follows it is not read.
part, err := writer.CreateFormFile("file", "file")
if err != nil {
	return err
}
if _, err := io.Copy(part, file); err != nil {
	return err
}
if err := writer.Close(); err != nil {
	return err
}
response, err := http.Post(bucketURL, writer.FormDataContentType(), form)
if err != nil {
	return err
}
defer response.Body.Close()
answer, _ := io.ReadAll(response.Body)
// 203 says that the object is stored and the callback failed.
if response.StatusCode != http.StatusOK {
	return fmt.Errorf("not stored, or the callback failed: %s", answer)
}`;

/** Code for the Go SDK, version 2 (the first one does not know callbacks); a form is sent with net/http. */
export const goSnippets: SdkSnippets = {
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      'result, err := client.PutObject(context.Background(), &oss.PutObjectRequest{',
      '\tBucket: oss.Ptr(bucket),',
      '\tKey: oss.Ptr(key),',
      '\tBody: file,',
      fields(built),
    ),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      '// After the last part: the callback goes with the completion.',
      'result, err := client.CompleteMultipartUpload(context.Background(), &oss.CompleteMultipartUploadRequest{',
      '\tBucket: oss.Ptr(bucket),',
      '\tKey: oss.Ptr(key),',
      '\tUploadId: uploadId,',
      '\tCompleteMultipartUpload: &oss.CompleteMultipartUpload{Parts: parts},',
      fields(built),
    ),
  }),
  presign: (built) => ({
    imports: IMPORTS.replace('\t"encoding/base64"\n', '\t"encoding/base64"\n\t"time"\n'),
    parameters: parameters(built),
    upload: lines(
      'result, err := client.Presign(context.Background(), &oss.PutObjectRequest{',
      '\tBucket: oss.Ptr(bucket),',
      '\tKey: oss.Ptr(key),',
      '\tCallback: oss.Ptr(callback),',
      varsJson(built) !== undefined && '\tCallbackVar: oss.Ptr(callbackVar),',
      '}, oss.PresignExpires(time.Hour))',
      'if err != nil {',
      '\treturn err',
      '}',
      '// Whoever uses result.URL must send result.SignedHeaders with it: the callback is among them.',
    ),
  }),
  post: (built) => ({
    imports: lines(
      'import (',
      ...['bytes', 'encoding/base64', 'fmt', 'io', 'mime/multipart', 'net/http'].map((name) => `\t"${name}"`),
      ')',
    ),
    parameters: lines(
      `callbackJson := ${goLiteral(built.json)}`,
      'callback := base64.StdEncoding.EncodeToString([]byte(callbackJson))',
    ),
    upload: lines(
      '// policy, signature and accessKeyID come from whoever may sign; the policy should hold {"callback": callback}.',
      'form := &bytes.Buffer{}',
      'writer := multipart.NewWriter(form)',
      ...formFields(built, { literal: goLiteral, code: FIELDS }).map(
        ([name, value]) => `writer.WriteField(${name}, ${value})`,
      ),
      FORM,
    ),
  }),
};
