import { FAULT_SYNTAX, parseFaults, type Fault } from './fault.ts';
import { invalidArgument } from './oss-errors.ts';
import type { OssRequest } from './oss-request.ts';

/** The request header that orders faults for its own callback. OSS ignores it, and no signature covers it. */
export const FAULT_HEADER = 'x-simulator-fault';

/** Faults ordered beforehand, for clients that cannot send a header. */
export interface FaultQueue {
  /** Orders faults for the next `times` callbacks (default 1); orders add up. */
  order(faults: readonly Fault[], times?: number): void;
  /** Forgets what is ordered. */
  clear(): void;
  /** Takes what is due for this upload: of every order one, what holds for all, and what the request's header says. */
  take(request: Pick<OssRequest, 'headers'>): readonly Fault[];
}

/** Creates the orders; `always` are faults of every callback. */
export function createFaultQueue(always: readonly Fault[] = []): FaultQueue {
  let orders: { readonly faults: readonly Fault[]; left: number }[] = [];
  return {
    order(faults, times = 1) {
      orders.push({ faults, left: times });
    },
    clear() {
      orders = [];
    },
    take(request) {
      const due = orders.flatMap(({ faults }) => faults);
      for (const each of orders) each.left -= 1;
      orders = orders.filter(({ left }) => left > 0);
      return [...always, ...due, ...faultsOfHeader(request)];
    },
  };
}

/**
 * Reads the faults that a request's own header orders.
 * @throws {OssError} `InvalidArgument` where they are not known: a fault misspelt must not pass for none.
 */
export function faultsOfHeader({ headers }: Pick<OssRequest, 'headers'>): readonly Fault[] {
  const text = headers[FAULT_HEADER] ?? '';
  try {
    return parseFaults(text);
  } catch {
    throw invalidArgument(`Expected faults such as ${FAULT_SYNTAX}.`, FAULT_HEADER, text);
  }
}
