import type { AlarmRule, CloudMonitor } from '../api/cloud-monitor.ts';
import { ForeignResourceError } from '../errors.ts';
import type { AlarmDeclaration } from '../serverless.ts';
import type { Properties, Resource } from './resource.ts';

/** Options of {@link createAlarmResource}. */
export interface AlarmResourceOptions {
  readonly api: CloudMonitor;
  readonly functionName: string;
  readonly region: string;
  readonly accountId: string;
  readonly owner: string;
  readonly alarm: AlarmDeclaration;
  readonly contactGroup: string;
}

/** An alarm on a metric of a function: over the threshold in one minute. */
export function createAlarmResource(options: AlarmResourceOptions): Resource {
  const { api, functionName, region, accountId, owner, alarm, contactGroup } = options;
  const ruleId = `${functionName}-${alarm.name}`;
  const title = `alarm ${ruleId}`;
  const rule: AlarmRule = {
    ruleId,
    ruleName: ruleId,
    namespace: 'acs_fc',
    metricName: alarm.metric,
    // The metrics are those of Function Compute 2.0, where functions stood in services.
    resources: JSON.stringify([{ userId: accountId, region, serviceName: '', functionName }]),
    contactGroups: contactGroup,
    period: '60',
    statistics: 'Value',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: String(alarm.threshold ?? 0),
    times: 1,
    // Functions that nobody calls write no metrics.
    noDataPolicy: 'OK',
    owner,
  };
  return {
    title,
    desired: properties(rule),
    read: async () => {
      const found = await api.getRule(ruleId);
      if (found === undefined) return undefined;
      if (found.owner !== owner) throw new ForeignResourceError(title);
      return properties(found);
    },
    create: () => api.putRule(rule),
    update: () => api.putRule(rule),
    remove: () => api.deleteRule(ruleId),
  };
}

const properties = (rule: AlarmRule): Properties => ({ ...rule });
