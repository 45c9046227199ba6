import { Option } from 'commander';
import { buildCallback } from '../../params/build-callback.ts';
import { addBuildOptions, readBuildOptions } from '../callback-options.ts';
import type { CliCommand } from '../cli-command.ts';
import { SNIPPETS } from '../snippets/index.ts';
import { formatSnippet, type Sdk, SDKS, UPLOAD_APIS, type UploadApi } from '../snippets/snippet.ts';

/** `snippet`: client code for an SDK, with that language's quoting done right. */
export const snippetCommand: CliCommand = {
  configure(command) {
    addBuildOptions(command)
      .addOption(new Option('--sdk <name>', 'the SDK').choices(SDKS).makeOptionMandatory())
      .addOption(new Option('--api <name>', 'how it uploads').choices(UPLOAD_APIS).default('put'))
      .option('--json', 'print JSON')
      .addHelpText('after', HELP);
  },
  run({ options, io }) {
    const sdk = options['sdk'] as Sdk;
    const api = options['api'] as UploadApi;
    const snippet = SNIPPETS[sdk][api](buildCallback(readBuildOptions(options)));
    const code = formatSnippet(snippet);
    io.stdout.write(options['json'] ? `${JSON.stringify({ sdk, api, ...snippet, code }, null, 2)}\n` : code);
    return Promise.resolve(0);
  },
};

const HELP = `
Examples:
  oss-callback snippet --sdk java --url https://example.com/callback --body-type json
  oss-callback snippet --sdk browser --api post --url https://example.com/callback --var x:user=42

The names of the client, the bucket and the key are yours; everything about the callback is done.`;
