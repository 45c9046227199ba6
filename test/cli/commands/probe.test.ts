import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import { answering, createTrustingReceiver, serve, TRUSTED_KEY, useServers } from '../../helpers/probed-server.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const LIMIT = { maxBodyBytes: 10_000 };
const started = useServers();

describe('oss-callback probe', () => {
  const folder = tempDir();
  const file = (name: string): string => join(folder, name);

  it('is all green for this receiver, with exit code 0', async () => {
    await writeFile(file('key.pem'), TRUSTED_KEY.privateKey);
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver(), LIMIT)));
    const result = await runCommand(['probe', `${url}/cb`, '--key', file('key.pem')]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toMatch(/15 passed, 2 not-applicable\n$/);
    expect(await runCommand(['probe', url])).toMatchObject({ exitCode: 0 });
  });

  it('says what fails and how to mend it, with exit code 1', async () => {
    await writeFile(file('key.pem'), TRUSTED_KEY.privateKey);
    const url = await started(
      serve(answering((response) => response.writeHead(200, { 'content-length': 2 }).end('OK'))),
    );
    const result = await runCommand(['probe', url, '--key', file('key.pem')]);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain(
      'FAILED    answers with JSON\n          answer-is-json: "OK"\n          fix: Answer {"Status":"OK"}',
    );
    const { stdout } = await runCommand(['probe', url, '--key', file('key.pem'), '--json']);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ rule: 'answer-is-json', status: 'failed' }));
  });

  it('does not call a server fine of which it could not see all', async () => {
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver('/cb'), LIMIT)));
    const result = await runCommand(['probe', `${url}/cb`]);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('give --key with a key that it trusts');
  });
});
