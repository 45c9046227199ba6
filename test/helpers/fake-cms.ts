/** What the fake answers. */
export interface CmsAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const REQUIRED = ['RuleId', 'RuleName', 'Namespace', 'MetricName', 'Resources', 'ContactGroups'];
const CRITICAL = 'Escalations.Critical.';
// The metrics of functions that CloudMonitor publishes for alarms of this kind.
// https://www.alibabacloud.com/help/en/functioncompute/fc/monitoring-metrics-1
const METRICS = new Set([
  'FunctionFunctionErrors',
  'FunctionServerErrors',
  'FunctionConcurrencyThrottles',
  'FunctionResourceThrottles',
  'FunctionAsyncEventExpiredDropped',
  'FunctionDestinationErrors',
  'FunctionAsyncMessagesBacklogV2',
]);

/** A fake of the three operations of CloudMonitor (API of 2019-01-01) that alarms are made with. */
export function createFakeCms() {
  const rules = new Map<string, Readonly<Record<string, string>>>();
  const refuse = (message: string): CmsAnswer => ({
    status: 400,
    body: { Code: 'ParameterInvalid', Message: message },
  });
  const done = (body: object = {}): CmsAnswer => ({ status: 200, body: { Success: true, Code: '200', ...body } });

  function put(given: Readonly<Record<string, string>>): CmsAnswer {
    const missing = REQUIRED.filter((name) => !given[name]);
    if (missing.length > 0) return refuse(`missing: ${missing.join(', ')}`);
    if (given['Namespace'] !== 'acs_fc' || !METRICS.has(given['MetricName'] ?? '')) return refuse('no such metric');
    const escalation = ['Statistics', 'ComparisonOperator', 'Threshold', 'Times'].filter(
      (name) => !given[CRITICAL + name],
    );
    if (escalation.length > 0) return refuse(`set together: ${escalation.join(', ')}`);
    if (Number(given['Period']) % 60 !== 0) return refuse('Period must be a multiple of 60');
    rules.set(String(given['RuleId']), given);
    return done();
  }

  function list({ RuleIds = '' }: Readonly<Record<string, string>>): CmsAnswer {
    const found = RuleIds.split(',').flatMap((id) => {
      const rule = rules.get(id);
      return rule === undefined ? [] : [describe(rule)];
    });
    return done({ Alarms: { Alarm: found }, Total: String(found.length) });
  }

  return {
    rules,
    answer(action: string, given: Readonly<Record<string, string>>): CmsAnswer {
      switch (action) {
        case 'PutResourceMetricRule':
          return put(given);
        case 'DescribeMetricRuleList':
          return list(given);
        case 'DeleteMetricRules':
          rules.delete(given['Id.1'] ?? '');
          return done();
        default:
          return { status: 404, body: { Code: 'InvalidAction.NotFound', Message: action } };
      }
    },
  };
}

function describe(rule: Readonly<Record<string, string>>) {
  const critical = Object.fromEntries(
    Object.entries(rule).flatMap(([name, value]) =>
      name.startsWith(CRITICAL) ? [[name.slice(CRITICAL.length), name.endsWith('Times') ? Number(value) : value]] : [],
    ),
  );
  const plain = Object.entries(rule).filter(([name]) => !name.includes('.'));
  return {
    ...Object.fromEntries(plain),
    AlertState: 'OK',
    EnableState: true,
    Escalations: { Critical: critical, Info: {}, Warn: {} },
    Labels: { Labels: [{ Key: rule['Labels.1.Key'], Value: rule['Labels.1.Value'] }] },
  };
}
