import type { ErrorText } from './read-error-text.ts';

// As OSS prints them, and as they come when somebody has typed or translated the message.
const PATTERNS: Readonly<Record<string, RegExp>> = {
  status: /error\s+status\s*[:：]\s*(-?\d{1,3})\b/i,
  costMs: /cost\s*[:：]\s*(\d+)\s*ms/i,
  timeoutMs: /timeout\s*[:：]\s*(\d+)\s*ms/i,
  address: /((?:\d{1,3}\.){3}\d{1,3}\s*:\s*\d{1,5})\s+reply/i,
};

/** The values in an error: the status, the milliseconds, the address, the ids. */
export function errorValues({ text, requestId, argumentName }: ErrorText): Record<string, string> {
  const found = Object.entries(PATTERNS).flatMap(([name, pattern]) => {
    const value = pattern.exec(text)?.[1];
    return value === undefined ? [] : [[name, value.replace(/\s/g, '')] as const];
  });
  return {
    ...Object.fromEntries(found),
    ...(requestId !== undefined && { requestId }),
    ...(argumentName !== undefined && { argumentName }),
  };
}
