import * as v from 'valibot';
import { ConfigInvalidError } from '../errors.ts';
import { MIME_PATTERN } from '../upload.ts';

const texts = (expected: string, pattern: RegExp) =>
  v.pipe(v.array(v.pipe(v.string(expected), v.regex(pattern, expected)), expected), v.readonly());
const someTexts = texts('a list of texts that are not empty', /./su);
const mimeTypes = texts('a list of MIME types such as image/png or image/*', MIME_PATTERN);
const number = 'a whole number';
const count = v.pipe(v.number(number), v.safeInteger(number), v.minValue(0, number));

const someObject = (expected: string) =>
  v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), expected);

/** An object that takes these keys only; its message says which. */
const only = <const T extends v.ObjectEntries>(entries: T) => {
  const expected = `an object with any of ${Object.keys(entries).join(', ')}`;
  return v.pipe(someObject(expected), v.strictObject(entries, expected));
};

const limits = only({
  keyPrefixes: v.optional(someTexts),
  mimeTypes: v.optional(mimeTypes),
  minSize: v.optional(count),
  maxSize: v.optional(count),
  minWidth: v.optional(count),
  maxWidth: v.optional(count),
  minHeight: v.optional(count),
  maxHeight: v.optional(count),
  formats: v.optional(someTexts),
});
const ruleSet = v.pipe(
  limits,
  v.check(
    ({ minSize, maxSize, minWidth, maxWidth, minHeight, maxHeight }) =>
      !isOver(minSize, maxSize) && !isOver(minWidth, maxWidth) && !isOver(minHeight, maxHeight),
    'rules whose minimum is not over their maximum',
  ),
);

const schema = only({
  allowedBuckets: v.optional(someTexts),
  default: v.optional(ruleSet),
  buckets: v.optional(v.pipe(someObject('an object of rule sets by bucket'), v.record(v.string(), ruleSet))),
});

/**
 * Limits on an upload; one that is not stated is not checked. Sizes are bytes, widths and heights pixels.
 * `mimeTypes` takes `image/*`; `formats` are those of `imageInfo.format`, such as `jpg`.
 */
export type ReviewRuleSet = v.InferOutput<typeof ruleSet>;

/** What `REVIEW_RULES` says: the rule set of a bucket replaces the default as a whole. */
export type ReviewRules = v.InferOutput<typeof schema>;

/**
 * Reads the value of `REVIEW_RULES`, already parsed as JSON; `undefined` means no rules.
 * @throws {ConfigInvalidError} naming the key that is wrong or unknown, and what it may be.
 */
export function parseReviewRules(value: unknown): ReviewRules {
  if (value === undefined) return {};
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path ?? [];
  const keys = path.map(({ key }) => String(key));
  const isUnknownKey = path.at(-1)?.origin === 'key';
  const where = ['REVIEW_RULES', ...(isUnknownKey ? keys.slice(0, -1) : keys)].join('.');
  const got = isUnknownKey
    ? `; ${JSON.stringify(keys.at(-1))} is none of them`
    : `, got ${JSON.stringify(issue.input)}`;
  throw new ConfigInvalidError(`${where} must be ${issue.message}${got}`);
}

function isOver(min = 0, max = Infinity): boolean {
  return min > max;
}
