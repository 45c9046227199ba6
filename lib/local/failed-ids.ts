import * as v from 'valibot';

const resultSchema = v.nullable(
  v.object({ batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.string() }))) }),
);

/**
 * Reads which messages of a batch failed from what the function returned.
 * As on Lambda, an answer that cannot be understood, or that names a message not in the batch, fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedIds(result: string, ids: readonly string[]): ReadonlySet<string> {
  let value: unknown;
  try {
    value = result === '' ? null : JSON.parse(result);
  } catch {
    return new Set(ids);
  }
  const parsed = v.safeParse(resultSchema, value);
  if (!parsed.success) return new Set(ids);
  const failed = (parsed.output?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return new Set(failed.every((id) => ids.includes(id)) ? failed : ids);
}
