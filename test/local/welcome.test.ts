import { readDeclaredResources } from '../../lib/local/declared-resources.ts';
import { readLocalSettings } from '../../lib/local/local-settings.ts';
import { formatWelcome } from '../../lib/local/welcome.ts';
import { declaredService } from '../helpers/declared-service.ts';
import { vectors } from '../helpers/vectors.ts';

const resources = readDeclaredResources(declaredService());

describe('formatWelcome', () => {
  it('lists what listens where', () => {
    const text = formatWelcome(readLocalSettings({ HTTP_PORT: '13000' }, {}, '/service'), resources);
    expect(text).toContain('Callback URL  http://127.0.0.1:13000/  (any path)\n');
    expect(text).toContain('SQS           http://127.0.0.1:9324  svc-dev-Uploads, svc-dev-Dead\n');
    expect(text).toContain('DynamoDB      http://127.0.0.1:8000  svc-dev-Table\n');
    expect(text).toContain('OSS           http://127.0.0.1:9200  any bucket; key id local-access-key, ');
    expect(text).toContain('Policies      POST http://127.0.0.1:13000/upload-policy  bucket my-bucket; bearer token ');
    expect(text).toContain('Console       http://127.0.0.1:9201  ');
    expect(text).toContain('Data          /service/.local ');
  });

  it('shows how to post a genuine callback', () => {
    const text = formatWelcome(readLocalSettings({}, {}, '/'), resources);
    const vector = vectors.find(({ id }) => id === 'aliyun-doc-index-php')!;
    expect(text).toContain(`curl 'http://127.0.0.1:3000${vector.path}${vector.query}' -d ${vector.body} `);
    expect(text).toContain(`'authorization: ${vector.headers['authorization'] ?? ''}'`);
    expect(text).toContain(`'x-oss-pub-key-url: ${vector.headers['x-oss-pub-key-url'] ?? ''}'`);
  });

  it('shows how to get a ticket where a callback without one is refused, and nothing that would be', () => {
    const settings = readLocalSettings({}, {}, '/');
    const text = formatWelcome({ ...settings, trust: 'confirm+ticket' }, resources);
    expect(text).toContain(
      "curl http://127.0.0.1:3000/upload-policy -H 'authorization: Bearer local-upload-policy-token' ",
    );
    expect(text).toContain('POLICY_URL=http://127.0.0.1:3000/upload-policy node upload.mjs\n');
    expect(text).not.toContain('x-oss-pub-key-url');
    expect(formatWelcome({ ...settings, trust: 'confirm' }, resources)).toContain('x-oss-pub-key-url');
  });

  it('shows how to list the uploads of a table on another port', () => {
    const text = formatWelcome(readLocalSettings({ DYNAMODB_PORT: '18000' }, {}, '/'), resources);
    expect(text).toContain('  DYNAMODB_PORT=18000 npx oss-callback uploads list --local\n');
  });
});
