import { toStepResult } from '../../lib/worker/step-result.ts';
import type { Step, StepContext } from '../../lib/worker/step.ts';
import { queueRecord, RECEIVED_AT, uploadId, uploadMessage, withoutFields } from '../helpers/upload-messages.ts';
import { thrownBy } from '../helpers/thrown-by.ts';
import { a, failFirst, setUp } from '../helpers/worker-under-test.ts';

describe('a step of the user', () => {
  it('is given the upload, what is known of it, and what came before', async () => {
    const seen: [unknown, StepContext][] = [];
    const own: Step = { name: 'own', run: (upload, context) => seen.push([upload, context]) };
    const { work, lines } = setUp({ steps: [own] });
    await work([a], { remainingMs: () => 5_000 });
    const [upload, context] = seen[0]!;
    expect(upload).toEqual(uploadMessage('a').upload);
    expect(context).toMatchObject({
      id: uploadId('a'),
      receivedAt: RECEIVED_AT,
      fields: { 'x:album': 'a' },
      raw: { encoding: 'utf8' },
      results: { review: { accepted: true, reasons: [] } },
    });
    expect(context.signal.aborted).toBe(false);
    expect(context.remainingMs()).toBe(4_000);
    context.logger.info({ more: 1 }, 'hello');
    context.logger.debug({}, 'debug');
    context.logger.warn({}, 'warn');
    context.logger.error({}, 'error');
    expect(lines.slice(1)).toEqual(
      ['info', 'debug', 'warn', 'error'].map((level) => ({
        level,
        message: level === 'info' ? 'hello' : level,
        ...(level === 'info' && { more: 1 }),
        id: uploadId('a'),
        requestId: 'request-a',
        step: 'own',
      })),
    );
  });

  it('is not run again once it has returned, and what it returned is kept', async () => {
    let first = 0;
    const seen: unknown[] = [];
    const steps: Step[] = [
      { name: 'first', run: () => ({ at: new Date(0), runs: (first += 1) }) },
      { name: 'second', run: failFirst() },
      { name: 'third', run: (_, { results }) => void seen.push(results) },
    ];
    const { work, lines, reader } = setUp({ steps });
    expect(await work([a])).toEqual({ failedIds: [a.id] });
    expect(await work([a])).toEqual({ failedIds: [] });
    expect(first).toBe(1);
    const result = { at: '1970-01-01T00:00:00.000Z', runs: 1 };
    expect(seen).toEqual([
      { review: { accepted: true, reasons: [] }, statistics: undefined, first: result, second: 2 },
    ]);
    expect((await reader.get(uploadId('a')))?.steps).toHaveLength(5);
    expect(lines).toMatchObject([
      { outcome: 'failed', step: 'second', error: { message: 'not yet' } },
      { outcome: 'processed' },
    ]);
  });

  it('reads the fields from the body where they did not fit the queue', async () => {
    const fields: unknown[] = [];
    const own: Step = { name: 'own', run: (_, context) => fields.push(context.fields) };
    const { work } = setUp({ steps: [own], fieldNames: { filename: 'object' } });
    const lean = withoutFields(
      uploadMessage('a', { raw: { encoding: 'utf8', body: 'filename=x&size=1&x:album=summer' } }),
    );
    await work([queueRecord(lean)]);
    expect(await setUp({ steps: [own] }).work([queueRecord(lean)])).toEqual({ failedIds: [] });
    expect(fields).toEqual([{ 'x:album': 'summer' }, { filename: 'x', 'x:album': 'summer' }]);
  });

  it.each([
    { name: 'an empty name', steps: [{ name: '' }], message: '"name" of a step must be a text that is not empty' },
    { name: 'no name', steps: [{}], message: '"name" of a step must be a text that is not empty' },
    { name: 'the same name twice', steps: [{ name: 'x' }, { name: 'x' }], message: 'must be unique, got "x" again' },
    { name: "a built-in step's name", steps: [{ name: 'review' }], message: 'must be unique, got "review" again' },
    { name: 'the name of the recording', steps: [{ name: 'record' }], message: 'must be unique, got "record" again' },
  ])('must not have $name', ({ steps, message }) => {
    const create = () => setUp({ steps: steps.map((step) => ({ ...step, run: () => undefined })) as Step[] });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });

  it.each([
    { name: 'a function', result: () => 1, message: 'must be a JSON value' },
    { name: 'a big integer', result: 1n, message: 'must be a JSON value' },
    { name: 'too much', result: 'x'.repeat(65_536), message: 'must be at most 65536 bytes of JSON, got 65538' },
  ])('must not return $name', async ({ result, message }) => {
    const { work, lines } = setUp({ steps: [{ name: 'own', run: () => result }] });
    expect(await work([a])).toEqual({ failedIds: [a.id] });
    expect(lines).toMatchObject([
      { error: { name: 'TypeError', message: expect.stringContaining(message) as string } },
    ]);
  });
});

describe('the result of a step', () => {
  it('may be 64 KiB of JSON', () => {
    const result = 'x'.repeat(65_534);
    expect(toStepResult('own', result)).toBe(result);
  });

  it('is refused with why it is no JSON', () => {
    const cause = new Error('no');
    const result = {
      toJSON: () => {
        throw cause;
      },
    };
    expect(thrownBy(() => toStepResult('own', result))).toMatchObject({
      message: 'result of step "own" must be a JSON value',
      cause,
    });
  });
});

describe('an upload whose body could not be understood', () => {
  it('is kept as unparsed and alarmed, but neither reviewed, counted nor handed to steps', async () => {
    let runs = 0;
    const { work, lines, reader } = setUp({ steps: [{ name: 'own', run: () => (runs += 1) }] });
    const message = withoutFields(uploadMessage('a', { upload: {}, problem: 'x'.repeat(2_000) }));
    expect(await work([queueRecord(message)])).toEqual({ failedIds: [] });
    expect(await reader.get(uploadId('a'))).toMatchObject({ status: 'unparsed', record: { fields: {} }, steps: [] });
    expect((await reader.get(uploadId('a')))?.record.problem).toHaveLength(1_000);
    expect(await reader.statistics({})).toEqual([]);
    expect(runs).toBe(0);
    expect(lines).toMatchObject([{ level: 'error', outcome: 'unparsed' }]);
    await work([queueRecord(message)]);
    expect(lines[1]).toMatchObject({ level: 'info', outcome: 'duplicate' });
  });
});
