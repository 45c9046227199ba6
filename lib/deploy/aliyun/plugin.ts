import { join, resolve } from 'node:path';
import { ConfigInvalidError, OssCallbackError } from '../../errors.ts';
import { functionCompute, logService, stageApis } from './apis.ts';
import { assertComplete, assertLocated } from './assert-complete.ts';
import { buildCode, readCode, writeCode, type Code } from './build-code.ts';
import { deploy } from './commands/deploy.ts';
import { formatInfo } from './commands/info.ts';
import { invokeLocal } from './commands/invoke-local.ts';
import { invoke } from './commands/invoke.ts';
import { readStartTime, writeLogs } from './commands/logs.ts';
import { remove } from './commands/remove.ts';
import { confirmAtTerminal } from './confirm.ts';
import { functionByKey, readDeployment, type Deployment } from './deployment.ts';
import { readPayload } from './read-payload.ts';
import { PROVIDER_SCHEMA } from './schema.ts';
import type { CommandOptions, Plugin, PluginUtils, Serverless } from './serverless.ts';

const PROVIDER = 'aliyun';
const CONFIRM = { usage: 'Ask before anything is changed', type: 'boolean' };
const DRY_RUN = { usage: 'Only show what would change', type: 'boolean' };
const REGION = { usage: 'Region of the service', shortcut: 'r', type: 'string' };

/** The Serverless provider of Function Compute 3.0: what `provider.name: aliyun` means in serverless.aliyun.yml. */
export function createAliyunPlugin(serverless: Serverless, options: CommandOptions, utils: PluginUtils): Plugin {
  const { env } = process;
  const { log, writeText } = utils;
  const { serviceDir } = serverless;
  const codes: Record<string, Code> = {};
  const print = (text: string): void => {
    log.notice(text);
  };
  const confirm = () => (options['confirm'] === true ? confirmAtTerminal() : Promise.resolve());
  const bundler = () => serverless.service.custom?.esbuild ?? {};
  const deployment = (): Deployment => readDeployment(serverless, text(options['stage']));
  /** What every command that calls Alibaba Cloud needs to know first. */
  const locatedDeployment = (): Deployment => {
    const read = deployment();
    assertLocated(read);
    return read;
  };

  serverless.setProvider(PROVIDER, {});
  serverless.configSchemaHandler.defineProvider(PROVIDER, PROVIDER_SCHEMA);

  async function packageFunctions(): Promise<void> {
    const folder = resolve(serviceDir, text(options['package']) ?? '.serverless');
    for (const { key, declaration } of deployment().functions) {
      const code = await buildCode(declaration.server, serviceDir, bundler());
      codes[key] = code;
      // The framework zips nothing for a function that has its package.
      const artifact = writeCode(folder, key, code);
      declaration.package = { artifact };
      if (serverless.processedInput.commands[0] === 'package') print(`Packaged ${key}: ${artifact}`);
    }
  }

  async function deployStage(): Promise<void> {
    const stage = deployment();
    const given = text(options['package']);
    for (const { key } of stage.functions) {
      codes[key] ??= readCode(join(resolve(serviceDir, given ?? '.serverless'), `${key}.zip`));
    }
    const isDryRun = options['dry-run'] === true;
    await deploy(stage, { apis: await stageApis(stage, env), codes, print, confirm, isDryRun });
  }

  async function invokeDeployed(): Promise<void> {
    const stage = locatedDeployment();
    const qualifier = text(options['qualifier']);
    await invoke({
      api: await functionCompute(stage, env),
      functionName: functionByKey(stage, options['function']).name,
      payload: readPayload(options, serviceDir),
      isAsync: text(options['type'])?.toLowerCase() === 'async',
      withLog: options['log'] === true,
      writeResult: writeText,
      print,
      ...(qualifier === undefined ? {} : { qualifier }),
    });
  }

  async function logsOfFunction(): Promise<void> {
    const stage = locatedDeployment();
    const { project = '', logstore = '' } = stage.provider.logs ?? {};
    if (project === '') throw new ConfigInvalidError('LOG_PROJECT and LOG_STORE must be stated to read logs');
    const intervalMs = Number(text(options['interval']) ?? 1_000);
    const filter = text(options['filter']);
    await writeLogs({
      api: await logService(stage, env),
      project,
      logstore,
      functionName: functionByKey(stage, options['function']).name,
      since: readStartTime(text(options['startTime']), Date.now()),
      write: writeText,
      clock: Date.now,
      ...(filter === undefined ? {} : { filter }),
      ...(options['tail'] === true ? { pause: () => new Promise((done) => setTimeout(done, intervalMs)) } : {}),
    });
  }

  async function invokeHere(): Promise<void> {
    const plan = functionByKey(deployment(), options['function']);
    const payload = readPayload(options, serviceDir);
    writeText(formatResult(await invokeLocal({ plan, serviceDir, bundler: bundler(), payload, env })));
  }

  return {
    provider: PROVIDER,
    commands: {
      deploy: { options: { region: REGION, confirm: CONFIRM, 'dry-run': DRY_RUN } },
      info: { options: { region: REGION } },
      invoke: { options: { region: REGION } },
      logs: { options: { region: REGION } },
      remove: { options: { region: REGION, confirm: CONFIRM } },
    },
    hooks: explainAll({
      // Before any hook of the framework: what is not complete is not even packaged.
      initialize: () => {
        if (serverless.processedInput.commands[0] === 'deploy') assertComplete(deployment());
      },
      'before:package:createDeploymentArtifacts': packageFunctions,
      'deploy:deploy': deployStage,
      'remove:remove': async () => {
        const stage = locatedDeployment();
        await remove(stage, { apis: await stageApis(stage, env), print, confirm });
      },
      'info:info': async () => {
        const stage = locatedDeployment();
        writeText(await formatInfo(stage, await functionCompute(stage, env)));
      },
      'invoke:invoke': invokeDeployed,
      'invoke:local:invoke': invokeHere,
      'logs:logs': logsOfFunction,
    }),
  };

  /** Shows an error of ours as its message and code, not as a crash. */
  function explainAll(hooks: Plugin['hooks']): Plugin['hooks'] {
    const explained = Object.entries(hooks).map(([moment, hook]) => [
      moment,
      async () => {
        try {
          await hook();
        } catch (error) {
          if (!(error instanceof OssCallbackError)) throw error;
          throw new serverless.classes.Error(`${error.code}: ${error.message}`, error.code);
        }
      },
    ]);
    return Object.fromEntries(explained) as Plugin['hooks'];
  }
}

const text = (value: CommandOptions[string]): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function formatResult(result: unknown): string {
  if (result instanceof Uint8Array) return Buffer.from(result).toString('utf8');
  return typeof result === 'string' ? result : JSON.stringify(result ?? null, null, 4);
}
