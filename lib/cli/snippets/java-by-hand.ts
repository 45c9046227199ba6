import type { BuiltCallback } from '../../params/build-callback.ts';
import { javaLiteral } from './literals.ts';
import { lines, type SnippetWriter, varsJson } from './snippet.ts';

// Where the SDK makes no JSON of its own, there is one to escape for Java only.
function parameters(built: BuiltCallback, isForm: boolean): string {
  const vars = isForm ? undefined : varsJson(built);
  const encode = (name: string): string =>
    `Base64.getEncoder().encodeToString(${name}.getBytes(StandardCharsets.UTF_8));`;
  return lines(
    `String callbackJson = ${javaLiteral(built.json)};`,
    `String callback = ${encode('callbackJson')}`,
    vars !== undefined && `String callbackVarJson = ${javaLiteral(vars)};`,
    vars !== undefined && `String callbackVar = ${encode('callbackVarJson')}`,
  );
}

/** A URL for PutObject, signed by the Java SDK with the callback in it. */
export const javaPresign: SnippetWriter = (built) => ({
  imports: lines(
    'import com.aliyun.oss.HttpMethod;',
    'import com.aliyun.oss.model.GeneratePresignedUrlRequest;',
    'import java.nio.charset.StandardCharsets;',
    'import java.util.Base64;',
    'import java.util.Date;',
  ),
  parameters: parameters(built, false),
  upload: lines(
    'GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest(bucketName, key, HttpMethod.PUT);',
    'request.setExpiration(new Date(System.currentTimeMillis() + 3600 * 1000L));',
    '// As sub-resources, which are signed and go with the URL.',
    'request.addQueryParameter("callback", callback);',
    varsJson(built) !== undefined && 'request.addQueryParameter("callback-var", callbackVar);',
    'java.net.URL url = ossClient.generatePresignedUrl(request);',
  ),
});

/** A form, written by hand, since the Java SDK sends none and brings no library that does. */
export const javaPost: SnippetWriter = (built) => ({
  imports: lines(
    'import java.io.ByteArrayOutputStream;',
    'import java.net.HttpURLConnection;',
    'import java.net.URL;',
    'import java.nio.charset.StandardCharsets;',
    'import java.nio.file.Files;',
    'import java.util.Base64;',
    'import java.util.LinkedHashMap;',
    'import java.util.Map;',
  ),
  parameters: parameters(built, true),
  upload: lines(
    '// policy, signature and accessKeyId come from whoever may sign; the policy should hold {"callback": callback}.',
    'Map<String, String> fields = new LinkedHashMap<>();',
    'fields.put("key", key);',
    'fields.put("policy", policy);',
    'fields.put("OSSAccessKeyId", accessKeyId);',
    'fields.put("Signature", signature);',
    'fields.put("success_action_status", "200");',
    'fields.put("callback", callback);',
    ...Object.entries(built.vars).map(([name, value]) => `fields.put(${javaLiteral(name)}, ${javaLiteral(value)});`),
    SEND,
  ),
});

const SEND = String.raw`String boundary = java.util.UUID.randomUUID().toString();
String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
ByteArrayOutputStream form = new ByteArrayOutputStream();
for (Map.Entry<String, String> field : fields.entrySet()) {
    form.write((part + field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n").getBytes(StandardCharsets.UTF_8));
}
// The file comes last: what follows it is not read.
form.write((part + "file\"; filename=\"file\"\r\n\r\n").getBytes(StandardCharsets.UTF_8));
form.write(Files.readAllBytes(path));
form.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));

HttpURLConnection connection = (HttpURLConnection) new URL(bucketUrl).openConnection();
connection.setRequestMethod("POST");
connection.setRequestProperty("Content-Type", "multipart/form-data; boundary=" + boundary);
connection.setDoOutput(true);
connection.getOutputStream().write(form.toByteArray());
// 203 says that the object is stored and the callback failed.
if (connection.getResponseCode() != 200) {
    throw new java.io.IOException("not stored, or the callback failed: " + connection.getResponseCode());
}
System.out.println(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));`;
