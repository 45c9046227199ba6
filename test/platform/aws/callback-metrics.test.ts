import { callbackMetrics } from '../../../lib/platform/aws/callback-metrics.ts';

interface Metrics {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [name: string]: unknown;
}
const metrics = callbackMetrics('callback', () => 42);
const made = (...outcome: Parameters<typeof metrics>): Metrics => metrics(...outcome) as Metrics;
const names = ({ _aws }: Metrics): string[] => (_aws.CloudWatchMetrics[0]?.Metrics ?? []).map(({ Name }) => Name);

describe('callbackMetrics', () => {
  it('counts an accepted callback and times its parts', () => {
    expect(made({ outcome: 'accepted', ms: { ack: 12, verify: 2, enqueue: 10 } })).toEqual({
      _aws: {
        Timestamp: 42,
        CloudWatchMetrics: [
          {
            Namespace: 'OssCallback',
            Dimensions: [['FunctionName']],
            Metrics: [
              { Name: 'Accepted', Unit: 'Count' },
              { Name: 'AckMilliseconds', Unit: 'Milliseconds' },
              { Name: 'EnqueueMilliseconds', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
      FunctionName: 'callback',
      Accepted: 1,
      AckMilliseconds: 12,
      EnqueueMilliseconds: 10,
    });
  });

  it('counts a refusal by its code too', () => {
    const refused = made({ outcome: 'rejected', code: 'ERR_SIGNATURE_MISMATCH', ms: { ack: 1 } });
    expect(names(refused)).toEqual(['Rejected', 'AckMilliseconds', 'Rejected_ERR_SIGNATURE_MISMATCH']);
    expect(refused['Rejected_ERR_SIGNATURE_MISMATCH']).toBe(1);
  });

  it('counts what did not become durable', () => {
    const failed = made({ outcome: 'not-durable', code: 'ERR_NOT_DURABLE', ms: { ack: 3_500, verify: 1 } });
    expect(names(failed)).toEqual(['NotDurable', 'AckMilliseconds']);
  });

  it('describes the same metrics in the same way each time', () => {
    const [first, second] = [1, 2].map((ack) => made({ outcome: 'accepted', ms: { ack } }));
    expect(second?._aws.CloudWatchMetrics).toEqual(first?._aws.CloudWatchMetrics);
    expect(second?.['AckMilliseconds']).toBe(2);
  });

  it('takes the time of the machine where it is given none', () => {
    const before = Date.now();
    const { _aws } = callbackMetrics('callback')({ outcome: 'accepted', ms: { ack: 1 } }) as Metrics;
    expect(_aws.Timestamp).toBeGreaterThanOrEqual(before);
  });
});
