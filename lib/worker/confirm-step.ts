import { identityFact, identityOf, versionFact } from '../object-identity.ts';
import type { HeadObject, ObjectStore } from '../object-store/object-store.ts';
import type { FactStore } from '../store/fact-store.ts';
import type { Upload } from '../upload.ts';
import type { Step, StepContext } from './step.ts';

/** What a callback says, and what OSS says. */
export interface Difference {
  readonly of: 'bucket' | 'object' | 'etag' | 'size';
  /** Absent where the callback does not carry it. */
  readonly callback?: string | number;
  /** Absent where OSS has no such object. */
  readonly oss?: string | number;
}

/**
 * What OSS itself says of an upload. `confirmed`: the object is there, with this ETag and size; `superseded`: another object
 * stands there, stored after the callback came; `repeated`: the object is there, but another upload told of it as it was stored
 * then; `unconfirmed`: none of these, so it is not an upload of this bucket.
 */
export interface ConfirmResult {
  readonly verdict: 'confirmed' | 'superseded' | 'repeated' | 'unconfirmed';
  /** Empty where the object is there. */
  readonly differences: readonly Difference[];
}

/** Options of {@link createConfirmStep}. */
export interface ConfirmStepOptions {
  readonly objects: ObjectStore;
  /** Buckets that are asked about; an upload to any other is unconfirmed. Default: any bucket that the credentials can read. */
  readonly buckets?: readonly string[];
}

const NAME = 'confirm';
// Last-Modified has whole seconds, and two clocks are never the same.
const CLOCK_SKEW_MS = 2_000;

/**
 * Creates the step that asks OSS whether what a callback says is so. What is not confirmed goes no further, and what was
 * stored once is confirmed once: anyone can have OSS sign a second callback that tells the truth.
 */
export function createConfirmStep(
  { objects, buckets = [] }: ConfirmStepOptions,
  { facts }: { readonly facts: FactStore },
): Step {
  return {
    name: NAME,
    async run(upload, { id, receivedAt, signal }): Promise<ConfirmResult> {
      const { bucket, object } = upload;
      if (bucket === undefined || (buckets.length > 0 && !buckets.includes(bucket))) {
        return unconfirmed([{ of: 'bucket', ...told(bucket) }]);
      }
      if (object === undefined) return unconfirmed([{ of: 'object' }]);
      const found = await objects.head({ bucket, key: object }, signal);
      if (found === undefined) return unconfirmed([{ of: 'object', callback: object }]);
      const differences = compare(upload, found);
      if (differences.length === 0) {
        const identity = identityOf({ bucket, object, etag: found.etag });
        const first = await facts.keepFirst(versionFact(identity, found.lastModified), id);
        // A listing need not look for it any more. Not before: what is unconfirmed must not hide that a callback was lost.
        await facts.keepFirst(identityFact(identity), first);
        return { verdict: first === id ? 'confirmed' : 'repeated', differences };
      }
      const isNewer = found.lastModified > Date.parse(receivedAt) + CLOCK_SKEW_MS;
      return isNewer ? { verdict: 'superseded', differences } : unconfirmed(differences);
    },
  };
}

/** Finds what OSS said among the results of earlier steps. */
export function confirmResult(results: StepContext['results']): ConfirmResult | undefined {
  return results[NAME] as ConfirmResult | undefined;
}

function compare({ etag, size }: Upload, found: HeadObject): Difference[] {
  return [
    ...(etag?.toUpperCase() === found.etag ? [] : [{ of: 'etag' as const, ...told(etag), oss: found.etag }]),
    ...(size === found.size ? [] : [{ of: 'size' as const, ...told(size), oss: found.size }]),
  ];
}

const told = (callback: string | number | undefined): Pick<Difference, 'callback'> =>
  callback === undefined ? {} : { callback };

const unconfirmed = (differences: readonly Difference[]): ConfirmResult => ({ verdict: 'unconfirmed', differences });
