import { hearFunctionLine } from '../../../lib/console/hear/hear-function-line.ts';
import { createOutcomeLog } from '../../../lib/callback/outcome-log.ts';
import { SignatureMismatchError } from '../../../lib/errors.ts';
import { logReport, type MessageReport } from '../../../lib/worker/message-report.ts';
import { createLogRecorder } from '../../helpers/log-recorder.ts';
import { signedRequest, generateKey } from '../../helpers/signed-request.ts';

const options = { maxReceives: 5 };
const AT = '2026-01-02T03:04:05.678Z';
const toLine = (fields: object, msg: string, level = 'info') => JSON.stringify({ level, time: AT, ...fields, msg });

const report: MessageReport = {
  outcome: 'failed',
  messageId: 'm-1',
  attempt: 4,
  id: 'a'.repeat(64),
  ms: { record: 3, total: 5 },
  at: 1,
  step: 'record',
  error: { name: 'Error', message: 'no table', stack: 'Error: no table' },
};

/** The very lines that the flow writes, so that a change of them is seen here. */
function linesOf(write: (logger: ReturnType<typeof createLogRecorder>['logger']) => void): string[] {
  const { logger, lines } = createLogRecorder();
  write(logger);
  return lines.map(({ message, level, ...fields }) => toLine(fields, message, level));
}

describe('hearFunctionLine', () => {
  it("reads the receiver's line about a refusal", () => {
    const request = signedRequest({ key: generateKey(), body: 'a=b' });
    const [line = ''] = linesOf((logger) => {
      const log = createOutcomeLog(
        { ...request, headers: { 'x-oss-request-id': '5B9CDDCC9D2B0CA88AE2BEA1' } },
        { clock: () => 7, logger, metrics: () => ({ _aws: {} }) },
      );
      log.failed(new SignatureMismatchError());
    });
    expect(hearFunctionLine(line, options)).toEqual({
      type: 'receiver-decided',
      at: Date.parse(AT),
      outcome: 'rejected',
      code: 'ERR_SIGNATURE_MISMATCH',
      reason: 'the signature does not match the request',
      ms: { ack: 0 },
      requestId: request.requestId,
      ossRequestId: '5B9CDDCC9D2B0CA88AE2BEA1',
    });
  });

  it.each([
    { attempt: 4, isLast: false },
    { attempt: 5, isLast: true },
  ])("reads the worker's line about attempt $attempt, and whether it was the last", ({ attempt, isLast }) => {
    const [line = ''] = linesOf((logger) => {
      logReport({ ...report, attempt }, { logger, redact: [] });
    });
    expect(hearFunctionLine(line, options)).toMatchObject({
      type: 'worker-reported',
      outcome: 'failed',
      messageId: 'm-1',
      uploadId: report.id,
      step: 'record',
      error: { name: 'Error', message: 'no table' },
      ms: { record: 3, total: 5 },
      isLast,
    });
  });

  it('keeps any other line of a step', () => {
    const line = toLine({ id: 'x', step: 'notify' }, 'notified', 'debug');
    expect(hearFunctionLine(line, options)).toMatchObject({ type: 'function-logged', text: 'notified', uploadId: 'x' });
  });

  it.each(['', 'plain text', '{"level":"info"}', '[1]', 'null'])('does not listen to %j', (line) => {
    expect(hearFunctionLine(line, options)).toBeUndefined();
  });

  it('says the same before and after it was written down', () => {
    const heard = hearFunctionLine(toLine({ id: undefined }, 'text'), options);
    expect(JSON.parse(JSON.stringify(heard))).toStrictEqual(heard);
  });
});
