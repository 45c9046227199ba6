import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import type { Serverless } from './serverless.ts';

// As in function-output.cjs, which is loaded by its path and can import nothing of ours.
const CHANNEL = 'oss-callback-receiver: function output';

interface Output {
  readonly threadId: number;
  readonly text: string;
}

/** Has every function of a local run tell what it prints: its log lines are what a platform would collect. */
export function tapFunctions({ service, serviceDir }: Pick<Serverless, 'service' | 'serviceDir'>): void {
  const tap = join(serviceDir, 'lib/local/function-output.cjs');
  const { js = '', ...banner } = (service.custom.esbuild['banner'] ?? {}) as Readonly<Record<string, string>>;
  service.custom.esbuild['banner'] = { ...banner, js: `require(${JSON.stringify(tap)});${js}` };
}

/** Calls a listener with each whole line that a tapped function prints; returns the function that ends it. */
export function hearFunctions(onLine: (line: string) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const begun = new Map<number, string>();
  channel.onmessage = (message) => {
    const { threadId, text } = (message as { readonly data: Output }).data;
    const lines = ((begun.get(threadId) ?? '') + text).split('\n');
    begun.set(threadId, lines.pop() ?? '');
    for (const line of lines) onLine(line);
  };
  channel.unref();
  return () => {
    channel.close();
  };
}
