import type { BuiltCallback } from '../../params/build-callback.ts';
import { phpLiteral } from './literals.ts';
import { formFields } from './signed-elsewhere.ts';
import { lines, type SdkSnippets, varsJson } from './snippet.ts';

const IMPORTS = lines('<?php', 'use OSS\\OssClient;');

function parameters(built: BuiltCallback): string {
  const vars = varsJson(built);
  return lines(
    '// In single quotes, where PHP fills in nothing. The SDK makes the base64.',
    `$callback = ${phpLiteral(built.json)};`,
    vars !== undefined && `$callbackVar = ${phpLiteral(vars)};`,
  );
}

const options = (built: BuiltCallback): string =>
  lines(
    '$options = array(',
    '    OssClient::OSS_CALLBACK => $callback,',
    varsJson(built) !== undefined && '    OssClient::OSS_CALLBACK_VAR => $callbackVar,',
    ');',
  );

const FIELDS = { key: '$object', policy: '$policy', OSSAccessKeyId: '$accessKeyId', Signature: '$signature' };

/** Code for the PHP SDK; a form is sent with PHP's own curl. */
export const phpSnippets: SdkSnippets = {
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      options(built),
      '// A callback that failed (status 203) throws OssException, though the object is stored.',
      '$result = $ossClient->putObject($bucket, $object, file_get_contents($path), $options);',
      "echo $result['body'];",
    ),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      options(built),
      '// After the last part: the callback goes with the completion.',
      '$result = $ossClient->completeMultipartUpload($bucket, $object, $uploadId, $parts, $options);',
      "echo $result['body'];",
    ),
  }),
  presign: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      options(built),
      '$url = $ossClient->signUrl($bucket, $object, 3600, OssClient::OSS_HTTP_PUT, $options);',
      '// The SDK signs the callback as headers: whoever uses the URL must send exactly these.',
      '$headers = array(',
      "    'x-oss-callback' => base64_encode($callback),",
      varsJson(built) !== undefined && "    'x-oss-callback-var' => base64_encode($callbackVar),",
      ');',
    ),
  }),
  post: (built) => ({
    imports: '<?php',
    parameters: lines('// In single quotes, where PHP fills in nothing.', `$callback = ${phpLiteral(built.json)};`),
    upload: lines(
      "// $policy, $signature and $accessKeyId come from whoever may sign; the policy should hold the callback's base64.",
      '$fields = array(',
      ...formFields(built, { literal: phpLiteral, code: FIELDS }).map(
        ([name, value]) => `    ${name} => ${value === 'callback' ? 'base64_encode($callback)' : value},`,
      ),
      '    // The file comes last: what follows it is not read.',
      "    'file' => new CURLFile($path),",
      ');',
      '$request = curl_init($bucketUrl);',
      'curl_setopt_array($request, array(CURLOPT_POSTFIELDS => $fields, CURLOPT_RETURNTRANSFER => true));',
      '$answer = curl_exec($request);',
      '// 203 says that the object is stored and the callback failed.',
      'if (curl_getinfo($request, CURLINFO_RESPONSE_CODE) !== 200) {',
      '    throw new RuntimeException("not stored, or the callback failed: $answer");',
      '}',
      'echo $answer;',
    ),
  }),
};
