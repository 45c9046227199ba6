/** Which deployment something belongs to. */
export interface Owner {
  readonly service: string;
  readonly stage: string;
}

/** What the description of a thing says of who made it. */
export interface Marker {
  readonly owner: string;
  /** The custom domain that was, or is about to be, made beside it. */
  readonly domain?: string;
}

const MARKER = /\[serverless: ([^\s,\]]+)(?:, domain ([^\s\]]+))?\]$/;

/** Spells an owner, `service/stage`. */
export const formatOwner = ({ service, stage }: Owner): string => `${service}/${stage}`;

/** Puts the marker behind a description: nothing without it is ever changed or removed. */
export function markDescription(text: string, { owner, domain }: Marker): string {
  return `${text} [serverless: ${owner}${domain === undefined ? '' : `, domain ${domain}`}]`.trimStart();
}

/** Reads the marker of a description; `undefined` where a person, or another tool, made the thing. */
export function readMarker(description = ''): Marker | undefined {
  const [, owner, domain] = MARKER.exec(description) ?? [];
  if (owner === undefined) return undefined;
  return domain === undefined ? { owner } : { owner, domain };
}
