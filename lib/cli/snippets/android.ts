import type { BuiltCallback } from '../../params/build-callback.ts';
import { javaLiteral } from './literals.ts';
import { FORM_SIGNED_ELSEWHERE, formFields, headerLines, SIGNED_ELSEWHERE } from './signed-elsewhere.ts';
import { lines, type SdkSnippets } from './snippet.ts';

const IMPORTS = lines('import java.util.HashMap;', 'import java.util.Map;');

function parameters({ callback, vars }: BuiltCallback): string {
  const puts = (Object.entries(callback) as [string, string | boolean][]).map(([name, value]) => {
    const literal = typeof value === 'boolean' ? `Boolean.${String(value).toUpperCase()}` : javaLiteral(value);
    return `callbackFields.put(${javaLiteral(name)}, ${literal});`;
  });
  return lines(
    '// The SDK writes the JSON itself, with a JSON library: escape for Java only, not for JSON.',
    'Map<String, Object> callbackFields = new HashMap<>();',
    ...puts,
    'Map<String, String> callbackVars = new HashMap<>();',
    ...Object.entries(vars).map(([name, value]) => `callbackVars.put(${javaLiteral(name)}, ${javaLiteral(value)});`),
  );
}

const upload = (request: string, call: string): string =>
  lines(
    request,
    '// The parameter is declared as a map of text, but callbackSNI must be a boolean.',
    '@SuppressWarnings({"unchecked", "rawtypes"})',
    'Map<String, String> callbackParam = (Map) callbackFields;',
    'request.setCallbackParam(callbackParam);',
    'request.setCallbackVars(callbackVars);',
    `// A callback that failed (status 203) throws ServiceException, though the object is stored.`,
    call,
    'System.out.println(result.getServerCallbackReturnBody());',
  );

const OKHTTP = lines('import java.io.File;', 'import okhttp3.*;');

const FIELDS = { key: 'objectKey', policy: 'policy', OSSAccessKeyId: 'accessKeyId', Signature: 'signature' };

const CHECK = `try (Response response = new OkHttpClient().newCall(request).execute()) {
    String answer = response.body().string();
    // Not isSuccessful: 203 says that the object is stored and the callback failed.
    if (response.code() != 200) throw new java.io.IOException("not stored, or the callback failed: " + answer);
    System.out.println(answer);
}`;

/** Code for the Android SDK, in Java; what a server signed is sent with OkHttp, which the SDK is built on. */
export const androidSnippets: SdkSnippets = {
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: upload(
      'PutObjectRequest request = new PutObjectRequest(bucketName, objectKey, filePath);',
      'PutObjectResult result = oss.putObject(request);',
    ),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: upload(
      'MultipartUploadRequest request = new MultipartUploadRequest(bucketName, objectKey, filePath);',
      'CompleteMultipartUploadResult result = oss.multipartUpload(request);',
    ),
  }),
  presign: (built) => ({
    imports: OKHTTP,
    parameters: lines(
      SIGNED_ELSEWHERE,
      'Headers headers = new Headers.Builder()',
      ...headerLines(built, (name, value) => `    .add(${javaLiteral(name)}, ${javaLiteral(value)})`),
      '    .build();',
    ),
    upload: lines(
      'Request request = new Request.Builder().url(signedUrl).headers(headers)',
      '    .put(RequestBody.create(null, new File(filePath))).build();',
      CHECK,
    ),
  }),
  post: (built) => ({
    imports: OKHTTP,
    parameters: `String callback = ${javaLiteral(built.base64)};`,
    upload: lines(
      FORM_SIGNED_ELSEWHERE,
      'MultipartBody form = new MultipartBody.Builder().setType(MultipartBody.FORM)',
      ...formFields(built, { literal: javaLiteral, code: FIELDS }).map(
        ([name, value]) => `    .addFormDataPart(${name}, ${value})`,
      ),
      '    // The file comes last: what follows it is not read.',
      '    .addFormDataPart("file", "file", RequestBody.create(null, new File(filePath)))',
      '    .build();',
      'Request request = new Request.Builder().url(bucketUrl).post(form).build();',
      CHECK,
    ),
  }),
};
