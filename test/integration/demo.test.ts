import { execFile } from 'node:child_process';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
}

function npmRunDemo(): Promise<Outcome> {
  const options = { env: { PATH: process.env['PATH'], HOME: '/nonexistent', NO_COLOR: '1' }, timeout: 90_000 };
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'demo'], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout: stdout + stderr });
    });
  });
}

describe('npm run demo', () => {
  it('shows the whole path in under a minute, the errors explained, and ends with 0', async () => {
    const start = performance.now();
    const { code, stdout } = await npmRunDemo();
    expect(stdout).toMatch(/\+\d+ ms {2}OSS → receiver {5}POST http:\/\/127\.0\.0\.1:\d+\/oss\/callback\n/);
    expect(stdout).toContain('400 InvalidArgument: The callback configuration is not json format.');
    expect(stdout).toContain('This quote ends the string too early');
    expect(stdout).toContain('203 CallbackFailed: Error status : 502.');
    expect(stdout).toContain('203 CallbackFailed: Error status : 400.');
    const processed = stdout.split('\n').filter((line) => line.includes('processed  accepted'));
    expect(processed.map((line) => line.split(/\s+/).at(-1))).toStrictEqual([
      '2026/film.mp4',
      '2026/mountain.png',
      '2026/sea.png',
    ]);
    expect(stdout).toMatch(/total +3 +256146 +0\n/);
    expect(code).toBe(0);
    expect(performance.now() - start).toBeLessThan(60_000);
  }, 100_000);
});
