import type { BuiltCallback } from '../../params/build-callback.ts';
import { shellLiteral as literal } from './literals.ts';
import { lines, type SdkSnippets } from './snippet.ts';

const continued = (...parts: readonly string[]): string => parts.join(' \\\n  ');
const headerOptions = ({ headers }: BuiltCallback): string[] =>
  Object.entries(headers).map(([name, value]) => `-H ${literal(`${name}: ${value}`)}`);

/** Commands for curl, which cannot sign: the signature comes from an SDK. */
export const curlSnippets: SdkSnippets = {
  put: (built) => ({
    parameters: lines(
      '# SIGNED_URL must be signed with exactly these headers. 203 means: stored, but the callback failed.',
    ),
    upload: continued('curl -w \'%{http_code}\\n\' -T "$FILE"', ...headerOptions(built), '"$SIGNED_URL"'),
  }),
  presign: ({ queryString }) => ({
    parameters: '# The parameters are signed as sub-resources, so they must be there when the URL is signed.',
    upload: continued(
      'curl -w \'%{http_code}\\n\' -T "$FILE"',
      `"https://$BUCKET.$ENDPOINT/$KEY?${queryString}&$SIGNATURE"`,
    ),
  }),
  multipart: (built) => ({
    parameters:
      '# After the last part: the callback goes with the completion. SIGNED_URL must be signed with these headers.',
    upload: continued(
      "curl -w '%{http_code}\\n' -X POST --data-binary @parts.xml",
      ...headerOptions(built),
      '"$SIGNED_URL"',
    ),
  }),
  post: ({ formFields }) => ({
    parameters: '# The policy should hold {"callback": …}. The file comes last: what follows it is not read.',
    upload: continued(
      'curl -w \'%{http_code}\\n\' "https://$BUCKET.$ENDPOINT/"',
      '-F "key=$KEY" -F "policy=$POLICY" -F "OSSAccessKeyId=$ACCESS_KEY_ID" -F "Signature=$SIGNATURE"',
      '-F success_action_status=200',
      ...Object.entries(formFields).map(([name, value]) => `--form-string ${literal(`${name}=${value}`)}`),
      '-F "file=@$FILE"',
    ),
  }),
};
