import type { OssCredentials } from '../oss-credentials.ts';
import type { BucketLocation } from './bucket-url.ts';
import type { TicketScope } from './ticket.ts';

/** One upload, as far as it is pinned: what a policy or a presigned URL will let through. */
export interface PinnedUpload extends BucketLocation {
  /** Region as signatures spell it, `cn-hangzhou`. */
  readonly region: string;
  readonly credentials: OssCredentials;
  /** Whether `object` is the whole key or what the key must begin with. */
  readonly scope: TicketScope;
  readonly object: string;
  /** The object's MIME type; default: any for a form, `application/octet-stream` for a PUT. */
  readonly contentType?: string | undefined;
  /** The callback parameters: base64 of their JSON. */
  readonly callback: string;
  /** Custom variables by their whole name, `x:user`. Default none. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Seconds from `now`. */
  readonly expiresInSeconds: number;
}

/** The instant at which an upload may no longer begin, ISO 8601. */
export function expirationOf({ now, expiresInSeconds }: PinnedUpload): string {
  return new Date(now + expiresInSeconds * 1_000).toISOString();
}
