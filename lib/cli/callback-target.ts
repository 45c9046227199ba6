import { Option, type Command } from 'commander';
import { parseCallbackUrls, type CallbackUrl } from '../params/callback-url.ts';
import { UsageError } from './cli-command.ts';
import { wholeNumberFrom } from './parse-options.ts';

/** How the commands that play OSS send. */
export interface SendSettings {
  readonly timeoutMs: number;
  readonly verifyCertificates: boolean;
  readonly sni: boolean;
}

/** Adds the options of every command that plays OSS. */
export function addSendOptions(command: Command): Command {
  return command
    .option('--no-sni', 'do not name the host in TLS, as OSS does unless callbackSNI is true')
    .option('--insecure', 'take any certificate')
    .addOption(
      new Option('--timeout <ms>', 'how long to wait')
        .default(5_000, '5000, as OSS')
        .argParser(wholeNumberFrom(1, 600_000)),
    )
    .option('--json', 'print JSON');
}

/** Reads what {@link addSendOptions} added. */
export function readSendSettings(options: Readonly<Record<string, unknown>>): SendSettings {
  return {
    timeoutMs: Number(options['timeout'] ?? 5_000),
    verifyCertificates: options['insecure'] !== true,
    sni: options['sni'] !== false,
  };
}

/**
 * Reads the one URL of a server, http where it names no scheme.
 * @throws {UsageError} where it is no URL that a callback could go to.
 */
export function parseTarget(text: string): CallbackUrl {
  const [url, ...others] = parseCallbackUrls(text);
  const isPort = url?.port === undefined || /^\d{1,5}$/.test(url.port);
  if (!url || others.length > 0 || url.host === '' || !isPort || !/^https?$/.test(url.scheme)) {
    throw new UsageError(`expected one URL, http or https, got "${text}"`);
  }
  return url;
}
