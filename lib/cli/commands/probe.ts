import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';
import type { ProbeResult, ProbeStatus } from '../../simulator/probe/probe-result.ts';
import { probeServer } from '../../simulator/probe/probe-server.ts';
import { addSendOptions, parseTarget, readSendSettings } from '../callback-target.ts';
import type { CliCommand } from '../cli-command.ts';
import { createColour, type Colour, type Style } from '../format/colour.ts';
import { textOf } from '../option-values.ts';
import { readPrivateKey } from '../read-keys.ts';

/** `probe`: looks at a callback server with OSS's eyes, and with a forger's. */
export const probeCommand: CliCommand = {
  configure(command) {
    addSendOptions(command)
      .argument('<url>', 'the callbackUrl')
      .option('--key <file>', 'private key whose public half the server trusts, to sign callbacks that it must take')
      .addHelpText('after', HELP);
  },
  async run({ args, options, io }) {
    const file = textOf(options['key']);
    const results = await probeServer({
      ...readSendSettings(options),
      url: parseTarget(String(args[0])),
      privateKey: file === undefined ? undefined : await readPrivateKey(file),
      clock: io.clock,
    });
    const findings = results.filter(({ status }) => status === 'failed' || status === 'unchecked');
    io.stdout.write(
      options['json'] ? `${JSON.stringify(results, null, 2)}\n` : formatResults(results, createColour(io)),
    );
    return findings.length === 0 ? 0 : 1;
  },
};

const HELP = `
Examples:
  oss-callback probe http://127.0.0.1:3000/callback --key dev.pem
  oss-callback probe https://example.com/callback

Without --key it sends callbacks that OSS signed once, at their own paths: a server that takes callbacks at any path
takes them, and puts two uploads that never were on its queue. Where it does not, what can only be seen of an accepted
callback stays unchecked. Exits with 0 if every rule was checked and holds, else with 1.`;

const SIGNS: Readonly<Record<ProbeStatus, readonly [sign: string, style: Style]>> = {
  passed: ['ok', 'green'],
  failed: ['FAILED', 'red'],
  warned: ['warning', 'yellow'],
  unchecked: ['unchecked', 'yellow'],
  'not-applicable': ['-', 'dim'],
};

function formatResults(results: readonly ProbeResult[], colour: Colour): string {
  const rules = results.map(({ rule, title, fix, status, detail }) => {
    const [sign, style] = SIGNS[status];
    const isWrong = status === 'failed' || status === 'warned';
    const lines = [
      `${colour(style, sign.padEnd(9))} ${title}`,
      `          ${colour('dim', `${rule}: ${escapeUnseen(detail)}`)}`,
      ...(isWrong ? [`          fix: ${fix}`] : []),
    ];
    return lines.join('\n');
  });
  const counts = (Object.keys(SIGNS) as ProbeStatus[]).flatMap((status) => {
    const count = results.filter((result) => result.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  return `${rules.join('\n')}\n\n${counts.join(', ')}\n`;
}
