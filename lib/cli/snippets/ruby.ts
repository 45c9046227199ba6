import type { BuiltCallback } from '../../params/build-callback.ts';
import { rubyLiteral } from './literals.ts';
import { formFields } from './signed-elsewhere.ts';
import { lines, type SdkSnippets, varsJson } from './snippet.ts';

const IMPORTS = lines("require 'base64'", "require 'aliyun/oss'");

function parameters(built: BuiltCallback): string {
  const vars = varsJson(built);
  return lines(
    `callback_json = ${rubyLiteral(built.json)}`,
    "# Not Aliyun::OSS::Callback, which adds a '?' to every URL and knows neither SNI nor variables.",
    '# The SDK asks a callback for nothing but this.',
    'callback = Struct.new(:serialize).new(Base64.strict_encode64(callback_json))',
    vars !== undefined && `callback_var_json = ${rubyLiteral(vars)}`,
    vars !== undefined && "headers = { 'x-oss-callback-var' => Base64.strict_encode64(callback_var_json) }",
  );
}

const options = (built: BuiltCallback): string =>
  `callback: callback${varsJson(built) === undefined ? '' : ', headers: headers'}`;

const rescue = (call: string): string =>
  lines(
    'begin',
    `  ${call}`,
    'rescue Aliyun::OSS::CallbackError => e',
    '  puts "stored, but the callback failed: #{e.message}"',
    'end',
  );

const FIELDS = { key: 'key', policy: 'policy', OSSAccessKeyId: 'access_key_id', Signature: 'signature' };

const encoded = ({ json }: BuiltCallback, vars: string | undefined): string =>
  lines(
    `callback_json = ${rubyLiteral(json)}`,
    'callback = Base64.strict_encode64(callback_json)',
    vars !== undefined && `callback_var_json = ${rubyLiteral(vars)}`,
    vars !== undefined && 'callback_var = Base64.strict_encode64(callback_var_json)',
  );

/** Code for the Ruby SDK; a form is sent with Ruby's own net/http. */
export const rubySnippets: SdkSnippets = {
  put: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: rescue(`bucket.put_object(key, file: path, ${options(built)})`),
  }),
  multipart: (built) => ({
    imports: IMPORTS,
    parameters: parameters(built),
    upload: rescue(`bucket.resumable_upload(key, path, ${options(built)})`),
  }),
  presign: (built) => ({
    imports: lines("require 'base64'", "require 'cgi'", "require 'aliyun/oss'"),
    parameters: encoded(built, varsJson(built)),
    upload: lines(
      '# object_url signs for GET alone, so the URL is signed here: the callback is a sub-resource.',
      'expires = Time.now.to_i + 3600',
      `sub_resources = { 'callback' => callback${varsJson(built) === undefined ? '' : ", 'callback-var' => callback_var"} }`,
      'resource = "/#{bucket.name}/#{key}?" + sub_resources.map { |name, value| "#{name}=#{value}" }.join(\'&\')',
      'query = sub_resources.merge(',
      "  'OSSAccessKeyId' => bucket.access_key_id, 'Expires' => expires.to_s,",
      '  \'Signature\' => bucket.sign("PUT\\n\\n\\n#{expires}\\n#{resource}")',
      ')',
      "url = bucket.object_url(key, false) + '?' + query.map { |name, value| \"#{name}=#{CGI.escape(value)}\" }.join('&')",
    ),
  }),
  post: (built) => ({
    imports: lines("require 'base64'", "require 'net/http'"),
    parameters: encoded(built, undefined),
    upload: lines(
      '# policy, signature and access_key_id come from whoever may sign; the policy should hold the callback.',
      'fields = {',
      ...formFields(built, { literal: rubyLiteral, code: FIELDS }).map(([name, value]) => `  ${name} => ${value},`),
      '}',
      'uri = URI(bucket_url)',
      "File.open(path, 'rb') do |file|",
      '  request = Net::HTTP::Post.new(uri)',
      '  # The file comes last: what follows it is not read.',
      "  request.set_form(fields.to_a + [['file', file]], 'multipart/form-data')",
      "  response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == 'https') { |http| http.request(request) }",
      '  # 203 says that the object is stored and the callback failed.',
      '  raise "not stored, or the callback failed: #{response.body}" unless response.code == \'200\'',
      'end',
    ),
  }),
};
