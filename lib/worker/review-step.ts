import type { ReviewRules } from './review-rules.ts';
import { reviewUpload, type ReviewResult } from './review-upload.ts';
import type { Step, StepContext } from './step.ts';

const NAME = 'review';

/** Creates the step that holds each upload against the configured rules; it refuses nothing, it tells. */
export function createReviewStep(rules: ReviewRules): Step {
  return { name: NAME, run: (upload) => reviewUpload(upload, rules) };
}

/** Finds what the review said among the results of earlier steps. */
export function reviewResult(results: StepContext['results']): ReviewResult | undefined {
  return results[NAME] as ReviewResult | undefined;
}
