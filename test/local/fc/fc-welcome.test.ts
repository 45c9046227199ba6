import { readFcSettings } from '../../../lib/local/fc/fc-settings.ts';
import { formatFcWelcome } from '../../../lib/local/fc/fc-welcome.ts';

const DATABASE_URL = 'postgres://local@127.0.0.1:5433/uploads';
const LIST = `  STORE=postgres DATABASE_URL=${DATABASE_URL} npx oss-callback uploads list\n`;

const welcome = (trust?: string): string =>
  formatFcWelcome({ ...readFcSettings({ HTTP_PORT: '13000' }, '/service'), databaseUrl: DATABASE_URL, trust });

describe('formatFcWelcome', () => {
  it.each([undefined, '', 'signature', 'confirm'])('shows how to send and to upload where TRUST is "%s"', (trust) => {
    const text = welcome(trust);
    expect(text).toContain('Callback URL      http://127.0.0.1:13000/  (any path)\n');
    expect(text).toContain("curl 'http://127.0.0.1:13000/index.php?id=1&index=2'");
    expect(text).toContain('new OSS({');
    expect(text).toContain(LIST);
  });

  it('shows nothing that is refused where a callback needs a ticket, but whence tickets come', () => {
    const text = welcome('ticket+confirm');
    expect(text).not.toMatch(/curl|x-oss-pub-key-url|new OSS/);
    expect(text).toContain('createUploadPolicy the OSS_TICKET_SECRET of this shell');
    expect(text).toContain('  OSS               http://127.0.0.1:9200  ');
    expect(text).toContain(LIST);
  });
});
