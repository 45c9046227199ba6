import { InvalidArgumentError, Option, type Command } from 'commander';
import { createLogger } from '../../logger.ts';
import { LOCAL_CREDENTIALS } from '../../simulator/auth/credentials.ts';
import { FAULT_SYNTAX, parseFaults, type Fault } from '../../simulator/fault.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/start-simulator.ts';
import { parseTarget } from '../callback-target.ts';
import { UsageError, type CliCommand } from '../cli-command.ts';
import { isColourful, type CliIo } from '../cli-io.ts';
import { createColour } from '../format/colour.ts';
import { eventToJson, formatEvent } from '../format/format-event.ts';
import { openSigningKey, type SigningKey } from '../open-signing-key.ts';
import { collect, listOf, textOf } from '../option-values.ts';
import { wholeNumberFrom } from '../parse-options.ts';

type Options = Readonly<Record<string, unknown>>;

/** `simulate`: an OSS of one's own, that calls back. */
export const simulateCommand: CliCommand = {
  configure(command) {
    addServerOptions(command);
    addCallbackOptions(command);
    command
      .option('--verbose', 'show requests, callbacks and answers octet for octet')
      .option('--json', 'print one line of JSON for each event, the first when it listens')
      .addHelpText('after', HELP);
  },
  async run({ options, io }) {
    const key = await openSigningKey(textOf(options['key']));
    const simulator = await start(simulatorOptions(options, key, io));
    const isJson = options['json'] === true;
    const colour = createColour(io);
    const format = { colour, isColourful: isColourful(io), isVerbose: options['verbose'] === true };
    if (isJson) io.stdout.write(`${JSON.stringify({ type: 'started', ...whatClientsNeed(simulator) })}\n`);
    io.stderr.write(greeting(simulator, key, options));
    const stopListening = simulator.spy.listen((event) => {
      io.stdout.write(isJson ? eventToJson(event) : formatEvent(event, format));
    });
    await new Promise<void>((resolve) => {
      io.onInterrupt?.(resolve);
    });
    stopListening();
    await simulator.stop();
    return 0;
  },
};

function addServerOptions(command: Command): void {
  command
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumberFrom(0, 65_535), 9_200)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--folder <path>', 'where objects are kept; by default in memory')
    .option(
      '--bucket <name>',
      'a bucket that there is, if not every name is to be one; may come more than once',
      collect,
    )
    .option('--access-key-id <id>', 'key id of clients', LOCAL_CREDENTIALS.accessKeyId)
    .option('--access-key-secret <secret>', 'secret of clients', LOCAL_CREDENTIALS.accessKeySecret)
    .option('--domain <host[=bucket]>', 'a host of yours that it answers to, for one bucket or for all', collect)
    .option('--origin <origin>', 'a site whose pages may read replies, beside those of this machine', collect)
    .option('--anonymous', 'ask for no signature')
    .option('--region <region>', 'region that V4 signatures must be for, such as cn-hangzhou; by default any');
}

function addCallbackOptions(command: Command): void {
  command
    .option('--key <file>', 'private key to sign callbacks with; a new one is made where there is none')
    .option('--callback-to <url>', 'server that gets all callbacks, whatever URL they name')
    .option('--fault <list>', `faults of every callback: ${FAULT_SYNTAX}`, readFaults)
    .option('--strict-addresses', 'refuse callbacks to this machine and to private addresses, as OSS does')
    .option('--insecure', 'take any certificate of an https callback server')
    .addOption(
      new Option('--messages <style>', "today's error texts, or those of the older documents")
        .choices(['current', 'classic'])
        .default('current'),
    )
    .addOption(
      new Option('--timeout <ms>', 'how long to wait for the answer to a callback')
        .default(5_000, '5000, as OSS')
        .argParser(wholeNumberFrom(1, 600_000)),
    );
}

function readFaults(text: string, before: readonly Fault[] = []): readonly Fault[] {
  try {
    return [...before, ...parseFaults(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof TypeError ? `It takes ${FAULT_SYNTAX}.` : String(error));
  }
}

function simulatorOptions(options: Options, { privateKey }: SigningKey, { clock }: CliIo): SimulatorOptions {
  const text = (name: string): string | undefined => textOf(options[name]);
  const [folder, region, callbackTo] = ['folder', 'region', 'callbackTo'].map(text);
  const buckets = listOf(options['bucket']);
  if (callbackTo !== undefined) parseTarget(callbackTo);
  return {
    port: Number(options['port']),
    host: text('host') ?? '127.0.0.1',
    credentials: {
      accessKeyId: text('accessKeyId') ?? LOCAL_CREDENTIALS.accessKeyId,
      accessKeySecret: text('accessKeySecret') ?? LOCAL_CREDENTIALS.accessKeySecret,
    },
    domains: Object.fromEntries(listOf(options['domain']).map(splitDomain)),
    origins: listOf(options['origin']),
    anonymous: options['anonymous'] === true,
    privateKey,
    faults: (options['fault'] ?? []) as readonly Fault[],
    refusePrivateAddresses: options['strictAddresses'] === true,
    verifyCertificates: options['insecure'] !== true,
    messages: options['messages'] === 'classic' ? 'classic' : 'current',
    callbackTimeoutMs: Number(options['timeout']),
    logger: createLogger({ fd: 2, level: 'error' }),
    clock,
    ...(buckets.length > 0 && { buckets }),
    ...(folder !== undefined && { folder }),
    ...(region !== undefined && { region }),
    ...(callbackTo !== undefined && { callbackTo }),
  };
}

function splitDomain(text: string): readonly [host: string, bucket: string] {
  const [host = '', bucket = ''] = text.toLowerCase().split('=');
  return [host, bucket];
}

async function start(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new UsageError(`port ${options.port ?? 9_200} is in use (by npm start, maybe): --port takes another`);
    }
    throw code === undefined ? error : new UsageError(`cannot start there: ${message}`);
  }
}

const whatClientsNeed = ({ url, port, credentials, publicKey }: Simulator) => ({ url, port, credentials, publicKey });

function greeting({ url, port, credentials }: Simulator, { advice }: SigningKey, options: Options): string {
  const { accessKeyId, accessKeySecret } = credentials;
  const needsNone = options['anonymous'] === true ? '  (not asked for)' : '';
  return `OSS on ${url}. Ctrl-C ends it.

  ali-oss            new OSS({ endpoint: 'http://localhost:${port}', sldEnable: true, bucket: 'my-bucket', … })
  accessKeyId        ${accessKeyId}${needsNone}
  accessKeySecret    ${accessKeySecret}
  receiver's key     ${url}/_simulator/public-key
${advice === undefined ? '' : `\n${advice}\n`}
`;
}

const HELP = `
Examples:
  oss-callback simulate --key dev.pem
  oss-callback simulate --callback-to http://127.0.0.1:3000 --fault duplicate
  curl -X POST 'http://127.0.0.1:9200/_simulator/faults?next=lose&times=2'

Every valid bucket name is a bucket. A request header "x-simulator-fault: wrong-signature" gives one upload's callback a fault.`;
