import type { RequestListener } from 'node:http';
import { ConfigInvalidError } from '../../errors.ts';
import { createNodeHttpListener } from '../../platform/node/http.ts';
import { startServer, type RunningServer, type ServerOptions } from '../../platform/node/server.ts';
import { UsageError, type CliCommand } from '../cli-command.ts';
import { createColour } from '../format/colour.ts';
import { callbackToJson, formatCallback } from '../format/format-callback.ts';
import { createShowingReceiver } from '../listen/showing-receiver.ts';
import { collect, listOf, textOf } from '../option-values.ts';
import { wholeNumberFrom } from '../parse-options.ts';
import { readPublicKeys } from '../read-keys.ts';

// As large as OSS lets a whole answer be; a callback has some hundred octets.
const MAX_BODY_BYTES = 1_048_576;

/** `listen`: the vendor's debugging server on one's own machine. */
export const listenCommand: CliCommand = {
  configure(command) {
    command
      .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumberFrom(0, 65_535), 23_450)
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--no-verify', 'take callbacks that nobody signed, such as those of curl')
      .option('--key <file>', "a key to trust beside OSS's, in PEM; may come more than once", collect)
      .option('--public-path-prefix <path>', 'what a proxy or tunnel cuts off the path')
      .option('--json', 'print one line of JSON for each callback')
      .addHelpText('after', HELP);
  },
  async run({ options, io }) {
    const colour = createColour(io);
    const receive = createShowingReceiver({
      clock: io.clock,
      fetch: (url, init) => fetch(url, init),
      keys: await readPublicKeys(listOf(options['key'])),
      isVerifying: options['verify'] !== false,
      publicPathPrefix: textOf(options['publicPathPrefix']),
      maxBodyBytes: MAX_BODY_BYTES,
      show: (callback) =>
        io.stdout.write(options['json'] ? callbackToJson(callback) : formatCallback(callback, colour)),
    });
    const server = await start(createNodeHttpListener(receive, { maxBodyBytes: MAX_BODY_BYTES }), {
      port: Number(options['port']),
      host: String(options['host']),
    });
    const isVerifying = options['verify'] === false ? 'without verifying' : 'verifying';
    io.stderr.write(`Listening on ${server.url}, ${isVerifying}, storing nothing. Ctrl-C ends it.\n`);
    await new Promise<void>((resolve) => {
      io.onInterrupt?.(resolve);
    });
    await server.stop();
    return 0;
  },
};

/** The server names variables in what it says, which this command does not read. */
async function start(listener: RequestListener, options: ServerOptions): Promise<RunningServer> {
  try {
    return await startServer(listener, options);
  } catch (error) {
    if (!(error instanceof ConfigInvalidError)) throw error;
    const { port, host } = options;
    const { code } = error.cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new UsageError(`port ${port} is in use (by npm start, maybe): --port takes another`, { cause: error });
    }
    if (code === 'EACCES') {
      throw new UsageError(`port ${port} is not for this user: --port takes one above 1023`, { cause: error });
    }
    throw new UsageError(`cannot listen on ${host}: --host takes an address of this machine`, { cause: error });
  }
}

const HELP = `
Examples:
  oss-callback listen
  oss-callback listen --key dev.pem.pub
  oss-callback listen --no-verify --port 8080
  curl -d 'bucket=b&object=o' http://127.0.0.1:8080/

It answers {"Status":"OK"} to what is genuine, 400 to what is not, and 501 to everything but POST.`;
