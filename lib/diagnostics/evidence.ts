import { base64Fault } from '../params/base64-fault.ts';
import { callbackUrlProblem, parseCallbackUrls } from '../params/callback-url.ts';
import { hostKind } from '../params/host-kind.ts';
import { jsonFault } from '../params/json-fault.ts';
import { parseJsonObject } from '../params/parse-json-object.ts';
import { parseTemplate } from '../params/parse-template.ts';
import { positionAt } from '../params/position.ts';
import { isVarName } from '../params/validate-vars.ts';
import { BASE64_FAULTS, JSON_FAULTS } from './fault-words.ts';
import type { OssErrorName } from './known-errors.ts';

/** Something in the input that shows the cause. */
export interface Evidence {
  readonly text: string;
  /** A piece of the input, on one line. */
  readonly excerpt?: string;
  /** The place in `excerpt`, from 0. */
  readonly caret?: number;
}

const excerptOf = (text: string, offset = 0): { excerpt: string; caret: number } => {
  const { excerpt, caret } = positionAt({ text, in: 'input', offset });
  return { excerpt, caret };
};

function jsonEvidence(value: string): Evidence[] {
  const fault = jsonFault(value);
  if (!fault)
    return [{ text: 'What OSS gives back here is JSON: the text may have been changed after it was copied.' }];
  const meant = fault.repaired && [{ text: 'It was probably meant so:', excerpt: JSON.stringify(fault.repaired) }];
  return [{ text: JSON_FAULTS[fault.cause], ...excerptOf(value, fault.offset) }, ...(meant ?? [])];
}

function templateEvidence(value: string): Evidence[] {
  return parseTemplate(value).strayDollars.map((offset) => ({
    text: 'This dollar sign begins no ${variable}:',
    ...excerptOf(value, offset),
  }));
}

function urlEvidence(value: string): Evidence[] {
  return parseCallbackUrls(value).flatMap((url) => {
    const problem = callbackUrlProblem(url) ?? hostKind(url.host);
    if (problem === 'public' || problem === 'name') return [];
    return [{ text: `Look at this one (${problem}):`, ...excerptOf(value, url.offset) }];
  });
}

function varsEvidence(value: string): Evidence[] {
  return Object.entries(parseJsonObject(value) ?? {}).flatMap(([name, each]) => {
    const names = isVarName(name)
      ? []
      : [{ text: `The name ${JSON.stringify(name)} does not begin with x:, or is not in lower case.` }];
    const values =
      typeof each === 'string'
        ? []
        : [{ text: `The value of ${JSON.stringify(name)} is not text: ${JSON.stringify(each)}.` }];
    return [...names, ...values];
  });
}

const LENGTH = (value: string): Evidence[] => [{ text: `It has ${Buffer.byteLength(value)} octets.` }];
const BASE64 = (value: string): Evidence[] => [{ text: BASE64_FAULTS[base64Fault(value)], ...excerptOf(value) }];
const GIVEN = (value: string): Evidence[] =>
  value === '' ? [] : [{ text: 'OSS got this value:', ...excerptOf(value) }];

const BY_NAME: Readonly<Partial<Record<OssErrorName, (value: string) => Evidence[]>>> = {
  'callback-not-json': jsonEvidence,
  'callback-var-not-json': jsonEvidence,
  'template-invalid': templateEvidence,
  'url-invalid': urlEvidence,
  'host-unknown': urlEvidence,
  'address-private': urlEvidence,
  'too-many-urls': (value) => [{ text: `There are ${parseCallbackUrls(value).length} URLs.` }],
  'callback-not-base64': BASE64,
  'callback-var-not-base64': BASE64,
  'callback-too-long': LENGTH,
  'callback-var-too-long': LENGTH,
  'callback-var-invalid': varsEvidence,
};

/** Looks for the cause in the value that OSS gave back with its refusal. Never throws. */
export function argumentEvidence(name: OssErrorName, value: string): Evidence[] {
  return (BY_NAME[name] ?? GIVEN)(value);
}
