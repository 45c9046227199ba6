import type { Code } from '../build-code.ts';
import type { Deployment } from '../deployment.ts';
import { formatPlan } from '../format-plan.ts';
import { applyChange, planChanges } from '../plan.ts';
import { stageResources, type Apis } from '../stage-resources.ts';
import { formatInfo } from './info.ts';

/** Options of {@link deploy}. */
export interface DeployOptions {
  readonly apis: Apis;
  readonly codes: Readonly<Record<string, Code>>;
  readonly print: (text: string) => void;
  /** Asked with the changes shown; it throws where they are not wanted. */
  readonly confirm: () => Promise<void>;
  /** Only shows what would change. */
  readonly isDryRun: boolean;
}

/**
 * Makes the stage what serverless.aliyun.yml says. Shows what differs first; where nothing does, nothing is called but reads. One
 * that failed half-way is repeated: it goes on from what is there.
 */
export async function deploy(deployment: Deployment, options: DeployOptions): Promise<void> {
  const { apis, codes, print, confirm, isDryRun } = options;
  const changes = await planChanges(await stageResources(deployment, apis, codes));
  print(changes.length === 0 ? 'Nothing to change.' : formatPlan(changes));
  if (isDryRun) return;
  if (changes.length > 0) {
    await confirm();
    for (const change of changes) {
      await applyChange(change);
      print(`✓ ${change.resource.title}`);
    }
  }
  print(await formatInfo(deployment, apis.functions));
}
