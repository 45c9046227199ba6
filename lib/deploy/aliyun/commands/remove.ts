import type { Deployment } from '../deployment.ts';
import { formatPlan } from '../format-plan.ts';
import { applyChange, planChanges } from '../plan.ts';
import { stageResources, type Apis } from '../stage-resources.ts';

/** Options of {@link remove}. */
export interface RemoveOptions {
  readonly apis: Apis;
  readonly print: (text: string) => void;
  readonly confirm: () => Promise<void>;
}

/** Removes all that deployments of this stage made, and nothing else: what hangs on a function before the function. */
export async function remove(deployment: Deployment, { apis, print, confirm }: RemoveOptions): Promise<void> {
  const resources = await stageResources(deployment, apis);
  // First what an earlier deployment made and this one would not: the function that is removed last says that it was made.
  const ordered = [
    ...resources.filter(({ present }) => !present),
    ...resources.filter(({ present }) => present).reverse(),
  ];
  const changes = await planChanges(ordered.map(({ resource }) => ({ resource, present: false })));
  print(changes.length === 0 ? 'Nothing to remove.' : formatPlan(changes));
  if (changes.length === 0) return;
  await confirm();
  for (const change of changes) {
    await applyChange(change);
    print(`✓ removed ${change.resource.title}`);
  }
}
