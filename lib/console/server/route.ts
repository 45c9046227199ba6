import { jsonReply } from '../../http/reply.ts';
import type { ConsoleContext } from './console-context.ts';

/** A request for data. */
export interface RouteRequest {
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** What goes back. */
export interface RouteReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Answers one kind of request. */
export type Route = (request: RouteRequest, context: ConsoleContext) => Promise<RouteReply>;

/** Something in a request of the page that cannot be done; its message is shown there. */
export class PageRequestError extends Error {
  readonly status = 400;
}

/** Makes a route of a function that gives back JSON. */
export function json(work: (request: RouteRequest, context: ConsoleContext) => Promise<unknown>): Route {
  return async (request, context) => jsonReply(200, (await work(request, context)) ?? null);
}

/**
 * Reads a parameter that must be there.
 * @throws {PageRequestError} where it is not.
 */
export function parameter({ query }: RouteRequest, name: string): string {
  const value = query.get(name);
  if (value === null || value === '') throw new PageRequestError(`${name} must be stated`);
  return value;
}
