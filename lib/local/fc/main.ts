import { fileURLToPath } from 'node:url';
import { runProcess } from '../../platform/node/run-process.ts';
import { readFcSettings } from './fc-settings.ts';
import { startFcStack } from './fc-stack.ts';
import { formatFcWelcome } from './fc-welcome.ts';

const { env, stdout, stderr } = process;
const folder = fileURLToPath(new URL('../../../', import.meta.url));

await runProcess(async () => {
  const settings = readFcSettings(env, folder);
  const stack = await startFcStack({ settings, env, folder, onProblem: (text) => stderr.write(`${text}\n`) });
  stdout.write(formatFcWelcome({ ...settings, databaseUrl: stack.databaseUrl, trust: env['TRUST'] }));
  return stack;
});
