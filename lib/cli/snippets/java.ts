import type { BuiltCallback } from '../../params/build-callback.ts';
import { javaPost, javaPresign } from './java-by-hand.ts';
import { javaLiteral } from './literals.ts';
import { lines, type SdkSnippets } from './snippet.ts';

// The SDK puts each value between quotes as it is, so that the JSON escapes must stand in the value, and Java's before them.
// https://github.com/aliyun/aliyun-oss-java-sdk/blob/master/src/main/java/com/aliyun/oss/internal/OSSUtils.java
const raw = (text: string): string => JSON.stringify(text).slice(1, -1);
const literal = (text: string): string => javaLiteral(raw(text));

const IMPORTS = lines('import com.aliyun.oss.model.*;', 'import com.aliyun.oss.model.Callback.CalbackBodyType;');

function parameters({ callback, vars }: BuiltCallback): string {
  const { callbackUrl, callbackHost, callbackSNI } = callback;
  return lines(
    'Callback callback = new Callback();',
    `callback.setCallbackUrl(${literal(callbackUrl)});`,
    callbackHost !== undefined && `callback.setCallbackHost(${literal(callbackHost)});`,
    ...(callbackSNI === undefined ? bodyLines(callback) : bodyLinesWithSni(callback)),
    ...Object.entries(vars).map(([name, value]) => `callback.addCallbackVar(${literal(name)}, ${literal(value)});`),
  );
}

function bodyLines({ callbackBody, callbackBodyType }: BuiltCallback['callback']): string[] {
  return [
    '// The SDK escapes nothing: in source code each quote of a JSON template is \\\\\\".',
    `callback.setCallbackBody(${literal(callbackBody)});`,
    `callback.setCalbackBodyType(CalbackBodyType.${callbackBodyType === 'application/json' ? 'JSON' : 'URL'});`,
  ];
}

function bodyLinesWithSni({ callbackBody, callbackBodyType, callbackSNI }: BuiltCallback['callback']): string[] {
  const more = `","callbackSNI":${String(callbackSNI)},"callbackBodyType":"${callbackBodyType ?? ''}`;
  return [
    '// The SDK has no setter for SNI. It puts the body between quotes as it is, so the other fields can follow in it;',
    '// for the same reason each quote of a JSON template is \\\\\\" in source code.',
    `callback.setCallbackBody(${literal(callbackBody)}`,
    `    + ${javaLiteral(more)});`,
  ];
}

const RESULT = lines(
  '// A callback that failed (status 203) throws OSSException, though the object is stored.',
  'try (java.io.InputStream answer = result.getResponse().getContent()) {',
  '    System.out.println(new String(answer.readAllBytes(), "UTF-8"));',
  '}',
);

/** Code for the Java SDK. */
export const javaSnippets: SdkSnippets = {
  post: javaPost,
  presign: javaPresign,
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      'PutObjectRequest request = new PutObjectRequest(bucketName, key, file);',
      'request.setCallback(callback);',
      'PutObjectResult result = ossClient.putObject(request);',
      RESULT,
    ),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      '// After the last part: the callback goes with the completion.',
      'CompleteMultipartUploadRequest request = new CompleteMultipartUploadRequest(bucketName, key, uploadId, partETags);',
      'request.setCallback(callback);',
      'CompleteMultipartUploadResult result = ossClient.completeMultipartUpload(request);',
      RESULT,
    ),
  }),
};
