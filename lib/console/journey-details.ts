import type { Evidence } from '../diagnostics/evidence.ts';
import type { Words } from '../diagnostics/words.ts';
import type { UploadDetails } from '../store/upload-reader.ts';
import type { ConsoleEvent, Octets } from './console-event.ts';

/** What OSS's signature covers, in its parts. */
export interface SignedString {
  /** Percent-decoded. */
  readonly path: string;
  /** With its `?`; empty where there is none. */
  readonly query: string;
  readonly body: string;
  readonly octets: Octets;
}

/** Whether a callback was genuine as the receiver got it, and what would have made it so. */
export interface Verdict {
  readonly genuine: boolean;
  readonly signedBy?: string;
  readonly changes: readonly {
    readonly title: string;
    readonly part: string;
    readonly received: string;
    readonly signed: string;
    readonly fix: string;
  }[];
  readonly causes: readonly { readonly title: string; readonly fix: string; readonly evidence?: string }[];
}

/** A failure in words. */
export interface ShownExplanation extends Words {
  readonly code: string;
  readonly evidence: readonly Evidence[];
}

/** A callback in other forms, to be taken elsewhere. */
export interface Copies {
  readonly curl: string;
  readonly lambdaEvent: string;
  readonly vector: string;
}

/** All that the inspector shows of an upload beside its journey. */
export interface JourneyDetails {
  readonly events: readonly ConsoleEvent[];
  readonly signed?: SignedString;
  readonly verdict?: Verdict;
  /** The likeliest first. */
  readonly explanations: readonly ShownExplanation[];
  readonly copies?: Copies;
  /** What the store has of it. */
  readonly stored?: UploadDetails;
}
