import { lookup } from 'node:dns/promises';
import { CallbackInvalidError } from '../../errors.ts';
import { callbackHosts } from '../../params/callback-hosts.ts';
import { parseCallbackUrls, type CallbackUrl } from '../../params/callback-url.ts';
import { parseCallback, type ParsedCallback } from '../../params/parse-callback.ts';
import { refuse, type Refusal } from '../../params/refusal.ts';
import { validateCallback, type CallbackParameters } from '../../params/validate-callback.ts';
import { hasBadEscape } from '../../signature/percent-decode.ts';
import { OssError } from '../oss-error.ts';

/** A callback that OSS has accepted together with the upload. */
export type PreparedCallback = Omit<ParsedCallback, 'urls'> & { readonly urls: readonly CallbackUrl[] };

/** Finds the IPv4 addresses of a name, none where it has none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** The machine's own resolver. */
export const systemResolveHost: ResolveHost = async (host) => {
  try {
    return (await lookup(host, { family: 4, all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
};

/** Options of {@link prepareCallback}. */
export interface PrepareCallbackOptions {
  /** Looks names up; where absent, no name is doubted. */
  readonly resolveHost: ResolveHost | undefined;
  /** Whether loopback and private addresses are refused, as OSS does and a local run cannot. */
  readonly refusePrivateAddresses: boolean;
  /** OSS's documents disagree about a missing `callbackUrl`: refused, or as if there were no callback. */
  readonly missingUrl: 'refuse' | 'ignore';
}

/**
 * Judges the callback parameters of an upload before anything is stored; `undefined` where there are none.
 * @throws {OssError} with OSS's status, code, argument and number where it would refuse them.
 */
export async function prepareCallback(
  parameters: CallbackParameters,
  { resolveHost, ...rules }: PrepareCallbackOptions,
): Promise<PreparedCallback | undefined> {
  const hosts = resolveHost ? callbackHosts(parameters) : [];
  const addresses = new Map(
    await Promise.all(hosts.map(async (host) => [host, (await resolveHost?.(host)) ?? []] as const)),
  );
  const refusal = refuseTwoWays(parameters) ?? validateCallback(parameters, { ...rules, addresses });
  if (refusal) throw refusalError(refusal);
  const encoded = parameters.header || parameters.query || parameters.form;
  if (!encoded) return undefined;
  const parsed = parseAccepted(encoded, parameters.headerVar || parameters.queryVar);
  if (!parsed) return undefined;
  const prepared = { ...parsed, urls: parsed.urls.flatMap(parseCallbackUrls) };
  const unsendable = refuseUnsendable(prepared);
  if (unsendable) throw refusalError(unsendable);
  return prepared;
}

/** What was accepted can be read, unless its missing URL was what made it acceptable. */
function parseAccepted(callback: string, callbackVar: string | undefined): ParsedCallback | undefined {
  try {
    return parseCallback(callback, callbackVar);
  } catch (error) {
    if (error instanceof CallbackInvalidError) return undefined;
    throw error;
  }
}

function refuseTwoWays({ header, query, form }: CallbackParameters): Refusal | undefined {
  return form && (header || query) ? refuse('callback-twice', form) : undefined;
}

/** What could not be put on the wire, or not be signed: OSS's own words for it are not known, the nearest are used. */
function refuseUnsendable({ urls, host }: PreparedCallback): Refusal | undefined {
  const bad = urls.find(({ path }) => hasBadEscape(path));
  if (bad) return refuse('url-invalid', bad.text);
  return host !== undefined && /[\p{Cc}]/u.test(host) ? refuse('callback-host-invalid', host) : undefined;
}

function refusalError({ code, message, ec, argumentName, argumentValue }: Refusal): OssError {
  const details = { ArgumentName: argumentName, ArgumentValue: argumentValue };
  return new OssError({ status: 400, code, message, ec, details });
}
