import type { BuiltCallback } from '../../params/build-callback.ts';
import { pythonLiteral } from './literals.ts';
import { lines, type SdkSnippets, varsJson } from './snippet.ts';

const IMPORTS = 'import base64';

function parameters(built: BuiltCallback): string {
  const vars = varsJson(built);
  return lines(
    `callback_json = ${pythonLiteral(built.json)}`,
    'callback = base64.b64encode(callback_json.encode("utf-8")).decode("ascii")',
    vars !== undefined && `callback_var_json = ${pythonLiteral(vars)}`,
    vars !== undefined && 'callback_var = base64.b64encode(callback_var_json.encode("utf-8")).decode("ascii")',
  );
}

const headers = (built: BuiltCallback): string =>
  lines(
    'headers = {',
    '    "x-oss-callback": callback,',
    varsJson(built) !== undefined && '    "x-oss-callback-var": callback_var,',
    '}',
  );

const CHECK = lines(
  '# The SDK takes 203 for a success, but then the object is stored and the callback failed.',
  'answer = result.resp.response.content',
  'if result.status != 200:',
  '    raise RuntimeError(f"the callback failed: {answer!r}")',
);

/** Code for the Python SDK (oss2). */
export const pythonSnippets: SdkSnippets = {
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      headers(built),
      'with open(path, "rb") as file:',
      '    result = bucket.put_object(key, file, headers=headers)',
      CHECK,
    ),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      headers(built),
      '# After the last part: the callback goes with the completion.',
      'result = bucket.complete_multipart_upload(key, upload_id, parts, headers=headers)',
      CHECK,
    ),
  }),
  presign: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      'params = {"callback": callback' + (varsJson(built) === undefined ? '}' : ', "callback-var": callback_var}'),
      'url = bucket.sign_url("PUT", key, 3600, params=params, slash_safe=True)',
    ),
  }),
  post: (built) => ({
    imports: lines(IMPORTS, 'import requests'),
    parameters: parameters(built),
    upload: lines(
      '# policy, signature and access_key_id come from whoever may sign; the policy should hold {"callback": callback}.',
      'fields = {"key": key, "policy": policy, "OSSAccessKeyId": access_key_id, "Signature": signature, "success_action_status": "200"}',
      'fields["callback"] = callback',
      '# Each variable is a field of its own, as it is.',
      ...Object.entries(built.vars).map(([name, value]) => `fields[${pythonLiteral(name)}] = ${pythonLiteral(value)}`),
      'with open(path, "rb") as file:',
      '    response = requests.post(bucket_url, data=fields, files={"file": file})',
      'if response.status_code != 200:',
      '    raise RuntimeError(f"not stored, or the callback failed: {response.text}")',
    ),
  }),
};
