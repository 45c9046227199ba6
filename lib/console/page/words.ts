import type { HopName, JourneyOutcome } from '../journey/journey.ts';

/** What the hops are called. */
export const HOP_TITLES: Readonly<Record<HopName, string>> = {
  upload: 'Upload',
  callback: 'Callback',
  verification: 'Verification',
  queue: 'Queue',
  answer: 'Answer',
  worker: 'Worker',
};

/** From where to where each hop goes. */
export const HOP_WAYS: Readonly<Record<HopName, string>> = {
  upload: 'client → OSS',
  callback: 'OSS → receiver',
  verification: 'in the receiver',
  queue: 'receiver → worker',
  answer: 'OSS → client',
  worker: 'steps → record',
};

/** What outcomes are called. */
export const OUTCOME_TITLES: Readonly<Record<JourneyOutcome, string>> = {
  running: 'on its way',
  done: 'done',
  warning: 'look at it',
  failed: 'failed',
};
