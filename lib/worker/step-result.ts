const MAX_RESULT_BYTES = 65_536;

/**
 * Makes of a step's result what a redelivery will read: JSON and back, so that both runs see the same.
 * @throws {TypeError} where it is no JSON value of at most 64 KiB.
 */
export function toStepResult(step: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  const json = toJson(step, value);
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_RESULT_BYTES) {
    throw new TypeError(`result of step "${step}" must be at most ${MAX_RESULT_BYTES} bytes of JSON, got ${bytes}`);
  }
  return JSON.parse(json) as unknown;
}

function toJson(step: string, value: unknown): string {
  let json: string | undefined;
  let cause: unknown;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    cause = error;
  }
  if (json === undefined) throw new TypeError(`result of step "${step}" must be a JSON value`, { cause });
  return json;
}
