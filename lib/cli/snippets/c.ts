import type { BuiltCallback } from '../../params/build-callback.ts';
import { cLiteral } from './literals.ts';
import { formFields } from './signed-elsewhere.ts';
import { lines, type SdkSnippets, varsJson } from './snippet.ts';

const IMPORTS = lines('#include <string.h>', '#include "oss_api.h"', '#include "aos_http_io.h"');

function parameters(built: BuiltCallback): string {
  const vars = varsJson(built);
  return lines(
    `const char *callback_json = ${cLiteral(built.json)};`,
    vars !== undefined && `const char *callback_var_json = ${cLiteral(vars)};`,
  );
}

const headers = (built: BuiltCallback): string =>
  lines(
    '/* Base64 has at most 5,120 characters here. */',
    'char base64[8192];',
    'aos_table_t *headers = aos_table_make(pool, 2);',
    'base64[aos_base64_encode((const unsigned char *)callback_json, strlen(callback_json), base64)] = 0;',
    'apr_table_set(headers, "x-oss-callback", base64);',
    varsJson(built) !== undefined &&
      'base64[aos_base64_encode((const unsigned char *)callback_var_json, strlen(callback_var_json), base64)] = 0;',
    varsJson(built) !== undefined && 'apr_table_set(headers, "x-oss-callback-var", base64);',
  );

const CHECK = '/* status->code 203: the object is stored, but the callback failed; response_body says why. */';

const FIELDS = { key: 'key', policy: 'policy', OSSAccessKeyId: 'access_key_id', Signature: 'signature' };

const FORM = `/* The file comes last: what follows it is not read. */
part = curl_mime_addpart(form);
curl_mime_name(part, "file");
curl_mime_filedata(part, path);
curl_easy_setopt(curl, CURLOPT_URL, bucket_url);
curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
long status = 0;
if (curl_easy_perform(curl) == CURLE_OK) curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
/* 200: stored and called back. 203: the object is stored, but the callback failed. */
curl_mime_free(form);
curl_easy_cleanup(curl);`;

/** Code for the C SDK; a form is sent with libcurl, which the SDK is built on. */
export const cSnippets: SdkSnippets = {
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      headers(built),
      'aos_list_init(&response_body);',
      'aos_status_t *status = oss_do_put_object_from_buffer(options, &bucket, &object, &buffer, headers, NULL, NULL,',
      '    &response_headers, &response_body);',
      CHECK,
    ),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      headers(built),
      'aos_list_init(&response_body);',
      '/* After the last part: the callback goes with the completion. */',
      'aos_status_t *status = oss_do_complete_multipart_upload(options, &bucket, &object, &upload_id, &complete_part_list,',
      '    headers, NULL, &response_headers, &response_body);',
      CHECK,
    ),
  }),
  presign: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: lines(
      headers(built),
      '/* The SDK signs headers, not the parameters callback and callback-var: whoever uses the URL must send these. */',
      'aos_http_request_t *request = aos_http_request_create(pool);',
      'request->method = HTTP_PUT;',
      'request->headers = headers;',
      'char *url = oss_gen_signed_url(options, &bucket, &object, apr_time_now() / 1000000 + 3600, request);',
    ),
  }),
  post: (built) => ({
    imports: lines('#include <string.h>', '#include <curl/curl.h>', '#include "aos_util.h"'),
    parameters: `const char *callback_json = ${cLiteral(built.json)};`,
    upload: lines(
      '/* Base64 has at most 5,120 characters here. */',
      'char callback[8192];',
      'callback[aos_base64_encode((const unsigned char *)callback_json, strlen(callback_json), callback)] = 0;',
      '/* policy, signature and access_key_id come from whoever may sign; the policy should hold the callback. */',
      'CURL *curl = curl_easy_init();',
      'curl_mime *form = curl_mime_init(curl);',
      'curl_mimepart *part;',
      '#define FIELD(name, value) (part = curl_mime_addpart(form), curl_mime_name(part, name), \\',
      '    curl_mime_data(part, value, CURL_ZERO_TERMINATED))',
      ...formFields(built, { literal: cLiteral, code: FIELDS }).map(([name, value]) => `FIELD(${name}, ${value});`),
      FORM,
    ),
  }),
};
