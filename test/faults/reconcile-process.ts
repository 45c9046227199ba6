import { writeSync } from 'node:fs';

// What the schedule does once: the reconcile function; what it reports goes to descriptor 3.
const { handler } = (await import('../../handlers/aws/reconcile.ts')) as {
  handler: (event: object, context: object) => Promise<unknown>;
};
const context = { awsRequestId: 'faults', getRemainingTimeInMillis: () => 600_000 };
writeSync(3, JSON.stringify(await handler({}, context)));
