import { OssError } from '../../lib/simulator/oss-error.ts';

/** What OSS says to a step that must fail. */
export function ossErrorOf(step: () => unknown): OssError {
  try {
    step();
  } catch (error) {
    if (error instanceof OssError) return error;
    throw error;
  }
  throw new Error('expected OSS to refuse');
}
