import { createInterface } from 'node:readline/promises';
import { NotConfirmedError } from './errors.ts';

/**
 * Asks the person at the terminal.
 * @throws {NotConfirmedError} where the answer is not yes, or nobody is there to be asked.
 */
export async function confirmAtTerminal(): Promise<void> {
  if (!process.stdin.isTTY)
    throw new NotConfirmedError('--confirm needs a terminal to ask at: leave it out, nothing was changed');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question('Make these changes? [y/N] ');
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new NotConfirmedError('not confirmed: nothing was changed');
  } finally {
    terminal.close();
  }
}
