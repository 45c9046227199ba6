import type { BuiltCallback } from '../../params/build-callback.ts';
import { csharpLiteral } from './literals.ts';
import { formFields } from './signed-elsewhere.ts';
import { lines, type SdkSnippets, varsJson } from './snippet.ts';

const IMPORTS = lines(
  'using System;',
  'using System.IO;',
  'using System.Text;',
  'using Aliyun.OSS;',
  'using Aliyun.OSS.Util;',
);

function parameters(built: BuiltCallback): string {
  const vars = varsJson(built);
  return lines(
    '// Not CallbackHeaderBuilder, which escapes nothing and encodes with the character set of the machine.',
    `string callbackJson = ${csharpLiteral(built.json)};`,
    'string callback = Convert.ToBase64String(Encoding.UTF8.GetBytes(callbackJson));',
    vars !== undefined && `string callbackVarJson = ${csharpLiteral(vars)};`,
    vars !== undefined && 'string callbackVar = Convert.ToBase64String(Encoding.UTF8.GetBytes(callbackVarJson));',
  );
}

const metadata = (built: BuiltCallback): string =>
  lines(
    'var metadata = new ObjectMetadata();',
    'metadata.AddHeader(HttpHeaders.Callback, callback);',
    varsJson(built) !== undefined && 'metadata.AddHeader(HttpHeaders.CallbackVar, callbackVar);',
  );

const READ = lines(
  '// A callback that failed (status 203) throws OssException, though the object is stored. The stream must be closed.',
  'using (var reader = new StreamReader(result.ResponseStream, Encoding.UTF8))',
  '{',
  '    Console.WriteLine(reader.ReadToEnd());',
  '}',
);

const FIELDS = { key: 'key', policy: 'policy', OSSAccessKeyId: 'accessKeyId', Signature: 'signature' };

/** Code for the .NET SDK; a form is sent with HttpClient. */
export const csharpSnippets: SdkSnippets = {
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      metadata(built),
      'using var file = File.OpenRead(path);',
      'var result = client.PutObject(new PutObjectRequest(bucketName, key, file, metadata));',
      READ,
    ),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      metadata(built),
      '// After the last part: the callback goes with the completion.',
      'var request = new CompleteMultipartUploadRequest(bucketName, key, uploadId) { Metadata = metadata };',
      'foreach (var part in partETags) request.PartETags.Add(part);',
      'var result = client.CompleteMultipartUpload(request);',
      READ,
    ),
  }),
  presign: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      'var request = new GeneratePresignedUriRequest(bucketName, key, SignHttpMethod.Put)',
      '{',
      '    Expiration = DateTime.Now.AddHours(1),',
      '    Callback = callback,',
      varsJson(built) !== undefined && '    CallbackVar = callbackVar,',
      '};',
      'var url = client.GeneratePresignedUri(request);',
    ),
  }),
  post: (built) => ({
    imports: lines('using System;', 'using System.IO;', 'using System.Net.Http;', 'using System.Text;'),
    parameters: lines(
      `string callbackJson = ${csharpLiteral(built.json)};`,
      'string callback = Convert.ToBase64String(Encoding.UTF8.GetBytes(callbackJson));',
    ),
    upload: lines(
      '// policy, signature and accessKeyId come from whoever may sign; the policy should hold {"callback": callback}.',
      'using var form = new MultipartFormDataContent();',
      'foreach (var (name, value) in new[]',
      '{',
      ...formFields(built, { literal: csharpLiteral, code: FIELDS }).map(([name, value]) => `    (${name}, ${value}),`),
      '})',
      '{',
      '    // .NET writes a name without quotes unless it is given with them.',
      '    form.Add(new StringContent(value), $"\\"{name}\\"");',
      '}',
      '// The file comes last: what follows it is not read.',
      'form.Add(new StreamContent(File.OpenRead(path)), "\\"file\\"", "\\"file\\"");',
      'using var http = new HttpClient();',
      'var response = await http.PostAsync(bucketUrl, form);',
      'var answer = await response.Content.ReadAsStringAsync();',
      '// Not IsSuccessStatusCode: 203 says that the object is stored and the callback failed.',
      'if ((int)response.StatusCode != 200) throw new Exception($"not stored, or the callback failed: {answer}");',
      'Console.WriteLine(answer);',
    ),
  }),
};
