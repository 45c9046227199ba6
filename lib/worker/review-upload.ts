import type { Upload } from '../upload.ts';
import { mimeEssence } from './mime-essence.ts';
import type { ReviewRules, ReviewRuleSet } from './review-rules.ts';

/** Why an upload is not accepted. */
export interface ReviewReason {
  /** The rule's name in `REVIEW_RULES`. */
  readonly rule: 'allowedBuckets' | keyof ReviewRuleSet;
  /** What the rule expects, and what the callback says. */
  readonly message: string;
}

/** What the review says of an upload. */
export interface ReviewResult {
  readonly accepted: boolean;
  /** Every rule that the upload breaks; empty where it is accepted. */
  readonly reasons: readonly ReviewReason[];
}

const MAX_SHOWN_LENGTH = 200;

/**
 * Holds an upload against the rules of its bucket. A rule that is stated is checked: what it needs and the callback does
 * not carry counts against the upload, since who uploads may choose what to leave out.
 */
export function reviewUpload(
  upload: Upload,
  { allowedBuckets, default: fallback = {}, buckets = {} }: ReviewRules,
): ReviewResult {
  const { bucket } = upload;
  const own = bucket !== undefined && Object.hasOwn(buckets, bucket) ? buckets[bucket] : undefined;
  const rules = own ?? fallback;
  const reasons = [
    ...check('allowedBuckets', allowedBuckets, bucket, (allowed, name) => allowed.includes(name)),
    ...reviewName(upload, rules),
    ...reviewLimits(upload, rules),
  ];
  return { accepted: reasons.length === 0, reasons };
}

function reviewName({ object, mimeType, imageInfo }: Upload, rules: ReviewRuleSet): ReviewReason[] {
  return [
    ...check('keyPrefixes', rules.keyPrefixes, object, (prefixes, key) =>
      prefixes.some((prefix) => key.startsWith(prefix)),
    ),
    ...check('mimeTypes', rules.mimeTypes, mimeEssence(mimeType), (patterns, type) =>
      patterns.some((pattern) => matchesMimeType(type, pattern.toLowerCase())),
    ),
    ...check('formats', rules.formats, imageInfo?.format, (formats, format) =>
      formats.some((allowed) => canonicalFormat(allowed) === canonicalFormat(format)),
    ),
  ];
}

function reviewLimits({ size, imageInfo }: Upload, rules: ReviewRuleSet): ReviewReason[] {
  const atLeast = (min: number, actual: number): boolean => actual >= min;
  const atMost = (max: number, actual: number): boolean => actual <= max;
  return [
    ...check('minSize', rules.minSize, size, atLeast),
    ...check('maxSize', rules.maxSize, size, atMost),
    ...check('minWidth', rules.minWidth, imageInfo?.width, atLeast),
    ...check('maxWidth', rules.maxWidth, imageInfo?.width, atMost),
    ...check('minHeight', rules.minHeight, imageInfo?.height, atLeast),
    ...check('maxHeight', rules.maxHeight, imageInfo?.height, atMost),
  ];
}

/** The variable that each rule looks at, as it must stand in the callback body. */
const VARIABLES: Readonly<Record<ReviewReason['rule'], string>> = {
  allowedBuckets: 'bucket',
  keyPrefixes: 'object',
  mimeTypes: 'mimeType',
  formats: 'imageInfo.format',
  minSize: 'size',
  maxSize: 'size',
  minWidth: 'imageInfo.width',
  maxWidth: 'imageInfo.width',
  minHeight: 'imageInfo.height',
  maxHeight: 'imageInfo.height',
};

function check<Limit, Actual>(
  rule: ReviewReason['rule'],
  limit: Limit | undefined,
  actual: Actual | undefined,
  holds: (limit: Limit, actual: Actual) => boolean,
): ReviewReason[] {
  if (limit === undefined) return [];
  const variable = VARIABLES[rule];
  if (actual === undefined) return [{ rule, message: `${rule} needs ${variable}, which the callback does not carry` }];
  if (holds(limit, actual)) return [];
  return [{ rule, message: `${variable} ${brief(actual)} breaks ${rule} ${brief(limit)}` }];
}

function brief(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length <= MAX_SHOWN_LENGTH ? json : `${json.slice(0, MAX_SHOWN_LENGTH)}…`;
}

function matchesMimeType(type: string, pattern: string): boolean {
  return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

/** OSS says `jpg`; people write `JPEG`. */
function canonicalFormat(format: string): string {
  return format.toLowerCase().replace(/^jpeg$/u, 'jpg');
}
