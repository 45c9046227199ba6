import { createHash, timingSafeEqual } from 'node:crypto';
import { MIN_POLICY_TOKEN_LENGTH } from '../trust.ts';
import type { AuthorizeUpload } from './create-upload-policy.ts';
import type { UploadGrant } from './upload-grant.ts';

/** Options of {@link createBearerAuthorize}. */
export interface BearerAuthorizeOptions {
  /** Gives the tokens in force, current first. */
  readonly tokens: (signal: AbortSignal) => Promise<readonly string[]>;
  /** What whoever has the token may upload. */
  readonly grant: UploadGrant;
}

const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/**
 * Creates the authorization that a deployment has until it is given a better one: a token that a server of yours sends, and
 * no page should hold. Everyone with the token gets the same grant.
 */
export function createBearerAuthorize({ tokens, grant }: BearerAuthorizeOptions): AuthorizeUpload {
  return async ({ headers }, signal) => {
    const given = BEARER.exec(headers['authorization']?.trim() ?? '')?.[1];
    if (given === undefined) return undefined;
    // Every version is compared: how long it takes tells nothing.
    const isKnown = (await tokens(signal)).map((token) => isSame(given, token)).includes(true);
    return isKnown ? grant : undefined;
  };
}

/** Compares in constant time, whatever the lengths. A token that could be guessed is none. */
function isSame(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token)) && token.length >= MIN_POLICY_TOKEN_LENGTH;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
