import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, type BundlerSettings } from '../build-code.ts';
import { InvocationFailedError } from '../errors.ts';
import type { FunctionPlan } from '../deployment.ts';

/** Options of {@link invokeLocal}. */
export interface InvokeLocalOptions {
  readonly plan: FunctionPlan;
  readonly serviceDir: string;
  readonly bundler: BundlerSettings;
  readonly payload: Uint8Array;
  /** The process's own: the function reads it. */
  readonly env: NodeJS.ProcessEnv;
}

type EventHandler = (event: Buffer, context: object) => unknown;

// Where a deployed function is told to enqueue, record and look for secrets; a local run keeps to memory unless the shell says otherwise.
const DEPLOYED_ONLY =
  /^(?:CALLBACK_PATH|QUEUE|QUEUE_URL|ALIYUN_FC_\w+|STORE|DATABASE_URL_NAME|OSS_TICKET_SECRET_NAME|OSS_CREDENTIALS_NAME)$/;

/**
 * Runs a function's handler in this process, bundled as it would be deployed; resolves to what it answered.
 * @throws {InvocationFailedError} where the function failed.
 */
export async function invokeLocal(options: InvokeLocalOptions): Promise<unknown> {
  const { plan, serviceDir, bundler, payload, env } = options;
  for (const [name, value] of Object.entries(plan.environment)) {
    if (!DEPLOYED_ONLY.test(name)) env[name] ??= value;
  }
  env['IS_LOCAL'] = 'true';
  const [, module = '', exported = ''] = /^(.+)\.(\w+)$/.exec(plan.declaration.handler) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'invoke-local-'));
  try {
    const file = join(folder, 'index.cjs');
    writeFileSync(file, await bundle(`${module}.ts`, serviceDir, bundler));
    const handlers = createRequire(file)(file) as Readonly<Record<string, EventHandler | undefined>>;
    const handler = handlers[exported];
    if (handler === undefined) throw new TypeError(`${module} exports no ${exported}`);
    return await run(handler, plan, payload);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(handler: EventHandler, plan: FunctionPlan, payload: Uint8Array): Promise<unknown> {
  try {
    return await handler(Buffer.from(payload), localContext(plan));
  } catch (error) {
    throw new InvocationFailedError(`${plan.key} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The context that an event function is handed. https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/user-guide/context */
function localContext({ name, declaration }: FunctionPlan): object {
  return {
    requestId: 'local',
    function: {
      name,
      handler: declaration.handler,
      memory: declaration.memorySize ?? 512,
      timeout: declaration.timeout ?? 60,
    },
    credentials: {},
    region: 'local',
    accountId: 'local',
  };
}
