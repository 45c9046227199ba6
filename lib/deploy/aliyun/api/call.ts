import { CloudCallError } from '../errors.ts';

/**
 * Awaits a call of an SDK.
 * @throws {CloudCallError} with the API's own code and words, whatever the SDK threw.
 */
export async function call<T>(operation: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const {
      statusCode,
      code,
      message = String(error),
    } = error as { statusCode?: number; code?: unknown; message?: string };
    const coded = typeof code === 'string' && !message.startsWith(code) ? `${code}: ${message}` : message;
    throw new CloudCallError(operation, coded, { cause: error, status: statusCode });
  }
}

/** Turns the API's "there is no such thing" (404) into `undefined`. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudCallError && error.status === 404) return undefined;
    throw error;
  }
}
