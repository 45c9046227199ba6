import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { OssCallbackError } from '../errors.ts';
import { checkConfiguration } from './check-configuration.ts';
import { deploymentVariables } from './deployment-variables.ts';
import { readDeclaredResources } from './declared-resources.ts';
import { tapFunctions } from './hear-functions.ts';
import { keepRequestsAsSent } from './keep-request-as-sent.ts';
import { setInvokeLocalEnvironment, setOfflineEnvironment } from './local-environment.ts';
import { localOssKey, trustedKeysFileIn, type LocalOssKey } from './local-oss-key.ts';
import { readLocalSettings, type LocalSettings, type OfflineOptions } from './local-settings.ts';
import { startLocalStack } from './local-stack.ts';
import type { Plugin, PluginUtils, Serverless } from './serverless.ts';
import { formatWelcome } from './welcome.ts';

/**
 * The Serverless plugin of local runs: under `serverless offline` a queue, a table and an event source mapping on loopback;
 * for `serverless invoke local` an environment that needs neither credentials nor a network; before a deployment, a look at its settings.
 */
export function createLocalPlugin(serverless: Serverless, options: OfflineOptions, { log }: PluginUtils): Plugin {
  const { service } = serverless;
  const [command, subcommand] = serverless.processedInput.commands;
  let settings: LocalSettings | undefined;
  let ossKey: LocalOssKey | undefined;

  const start = explained(async () => {
    if (settings === undefined || ossKey === undefined) return;
    const resources = readDeclaredResources(serverless);
    const started = settings;
    const stack = await startLocalStack({
      settings,
      resources,
      region: service.provider.region,
      ossPrivateKey: ossKey.privateKey,
      onProblem: (text) => {
        log.warning(text);
      },
      onReady: () => {
        keepRequestsAsSent(serverless);
        log.notice(formatWelcome({ ...started, trust: process.env['TRUST'] }, resources));
      },
    });
    stopOnSignal(stack.stop);
  });

  return {
    configurationVariablesSources: deploymentVariables(process.env),
    hooks: {
      // Before any hook of another plugin or of the framework: from here on they read what is set here.
      initialize: explained(() => {
        bundleApart(serverless);
        if (command !== 'offline' && !(command === 'invoke' && subcommand === 'local')) return;
        // What npm says at the installation is enough.
        process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
        const local = readLocalSettings(process.env, options, serverless.serviceDir);
        if (command === 'offline') {
          settings = local;
          const resources = readDeclaredResources(serverless);
          ossKey = localOssKey(join(settings.dir, 'oss'), process.env['OSS_PUB_KEY_FILE'] || undefined);
          const { trustedKeysFile } = ossKey;
          setOfflineEnvironment(serverless, { env: process.env, settings, resources, trustedKeysFile });
          checkConfiguration(serverless, { ...process.env, IS_OFFLINE: 'true' });
          listenWhereTold(serverless, settings);
          tapFunctions(serverless);
          watchNothing(serverless);
        } else {
          const trustedKeysFile = trustedKeysFileIn(join(local.dir, 'oss'));
          const invoked = { env: process.env, settings: local, trustedKeysFile };
          Object.assign(process.env, setInvokeLocalEnvironment(serverless, invoked));
        }
      }),
      'before:package:initialize': explained(() => {
        checkConfiguration(serverless, { AWS_LAMBDA_FUNCTION_NAME: service.service });
      }),
      'before:offline:start': start,
      'before:offline:start:init': start,
    },
  };

  /** Shows an error of ours as its message, not as a crash. */
  function explained(hook: () => void | Promise<void>): () => Promise<void> {
    return async () => {
      try {
        await hook();
      } catch (error) {
        throw error instanceof OssCallbackError ? new serverless.classes.Error(error.message) : error;
      }
    };
  }
}

function listenWhereTold({ service }: Serverless, { httpPort, lambdaPort }: LocalSettings): void {
  Object.assign(service.custom['serverless-offline'], { httpPort, lambdaPort });
  // The callback function itself answers for each path: any, unless CALLBACK_PATH is set. Other routes stay beside it.
  for (const { environment, events } of Object.values(service.functions)) {
    if (environment === undefined || !('QUEUE' in environment)) continue;
    for (const event of events) if ('httpApi' in event) event['httpApi'] = '*';
  }
}

/** Two runs at a time must not write to one bundle. */
function bundleApart({ service, serviceDir }: Serverless): void {
  const folder = join('.esbuild', String(process.pid));
  service.custom.esbuild['outputWorkFolder'] = folder;
  process.once('exit', () => {
    rmSync(join(serviceDir, folder), { recursive: true, force: true });
  });
}

/**
 * An edit takes effect after a restart, so there is nothing to watch for; and the objects of the local OSS lie below the
 * service's folder, which the bundler would go through anew with every upload.
 */
function watchNothing({ service }: Serverless): void {
  service.custom.esbuild['watch'] = { pattern: [] };
}

/** Stops on Ctrl-C; `serverless offline` stops itself then and ends the process. A second one ends it at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const now = Date.now();
      // npm sends on the signal that the terminal has sent as well: that is no second one.
      if (stoppingSince !== undefined && now - stoppingSince > 500) process.exit(130);
      if (stoppingSince !== undefined) return;
      stoppingSince = now;
      void stop();
      // Where the signal came before `serverless offline` listened for it, nobody else ends the process.
      setTimeout(() => process.exit(130), 6_000).unref();
    });
  }
}
