import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import { createWorker, type WorkerOptions } from '../../lib/worker/create-worker.ts';
import { createLogRecorder } from './log-recorder.ts';
import { queueRecord, RECEIVED_AT, uploadMessage } from './upload-messages.ts';

/** Two deliveries of uploads. */
export const a = queueRecord(uploadMessage('a'));
export const b = queueRecord(uploadMessage('b'));

/** Creates a worker on a store of its own; its clock goes on by a millisecond each time it is asked. */
export function setUp(options: Partial<WorkerOptions> = {}) {
  let now = Date.parse(RECEIVED_AT);
  const clock = () => (now += 1);
  const { store, reader } = createMemoryUploadStore({ clock });
  const { logger, lines } = createLogRecorder();
  return { store, reader, lines, work: createWorker({ store, clock, logger, ...options }) };
}

/** Makes what throws the first time it is called, and gives the number of the call after that. */
export function failFirst(): () => number {
  let runs = 0;
  return () => {
    runs += 1;
    if (runs === 1) throw new Error('not yet');
    return runs;
  };
}
