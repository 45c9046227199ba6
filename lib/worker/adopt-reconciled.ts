import { identityFact, identityOf, versionFact, type ObjectIdentity } from '../object-identity.ts';
import type { UploadMessage } from '../queue/upload-message.ts';
import type { FactStore } from '../store/fact-store.ts';
import type { ConfirmStepOptions } from './confirm-step.ts';

/** What {@link adoptReconciled} works with. */
export interface AdoptReconciledOptions {
  readonly facts: FactStore;
  /** Where uploads are confirmed: OSS tells a late callback from that of a new upload. */
  readonly confirm?: ConfirmStepOptions | undefined;
  readonly signal: AbortSignal;
}

/**
 * Tells whether a message says of an object what another upload has said before: either it comes from a listing, and a
 * callback of that very object came first; or it is the callback whose object a listing found lost, and comes late. Of two
 * callbacks each is an upload of its own, even of the same content: only the first that follows a listing adopts its record;
 * with `confirm`, each does, unless OSS holds that content in a version that the listing did not see. What was told of a
 * message once holds for each of its deliveries: what has been begun is not dropped because a listing came between.
 */
export async function adoptReconciled(
  { id, receivedAt, upload: { bucket, object, etag }, problem }: UploadMessage,
  { facts, confirm, signal }: AdoptReconciledOptions,
): Promise<boolean> {
  if (problem !== undefined || bucket === undefined || object === undefined || etag === undefined) return false;
  const named = { bucket, object, etag };
  const identity = identityOf(named);
  const name = identityFact(identity);
  // What is yet to be confirmed takes nothing: the step does that.
  const first = confirm ? (await facts.read([name])).get(name) : await facts.keepFirst(name, id);
  // A message that a listing made has the identity of its object as its id.
  if (id === identity) {
    const isKnown = first !== undefined && first !== id;
    // OSS may be asked by the time that the late callback comes.
    if (!isKnown && !confirm) await facts.keepFirst(versionFact(identity, Date.parse(receivedAt)), id);
    return isKnown;
  }
  if (confirm) {
    const isLate = first === identity && !(await standsAnew(named, { facts, confirm, signal }));
    return (await facts.keepFirst(`came/${id}`, isLate ? 'late' : 'first')) === 'late';
  }
  if (first !== identity) return false;
  return (await facts.keepFirst(`adopted/${identity}`, id)) === id;
}

/** Whether the same content was stored again after a listing had told of it. */
async function standsAnew(
  { bucket, object, etag }: ObjectIdentity,
  { facts, confirm, signal }: AdoptReconciledOptions & { readonly confirm: ConfirmStepOptions },
): Promise<boolean> {
  const found = await confirm.objects.head({ bucket, key: object }, signal);
  if (found?.etag !== etag.toUpperCase()) return false;
  const identity = identityOf({ bucket, object, etag });
  const version = versionFact(identity, found.lastModified);
  return (await facts.read([version])).get(version) !== identity;
}
