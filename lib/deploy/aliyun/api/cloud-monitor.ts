import type { Credentials } from '../credentials.ts';
import { CloudCallError } from '../errors.ts';
import { call } from './call.ts';
import { commonJs } from './common-js.ts';
import type { Endpoint } from './endpoint.ts';

/** A threshold rule of CloudMonitor. */
export interface AlarmRule {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly namespace: string;
  readonly metricName: string;
  /** JSON: the dimensions of what is watched. */
  readonly resources: string;
  readonly contactGroups: string;
  /** In seconds. */
  readonly period: string;
  readonly statistics: string;
  readonly comparisonOperator: string;
  readonly threshold: string;
  /** How many periods in a row have to be over the threshold. */
  readonly times: number;
  readonly noDataPolicy: string;
  /** The value of the label `serverless`: who made the rule. */
  readonly owner: string | undefined;
}

/** As much of CloudMonitor as a deployment needs. */
export interface CloudMonitor {
  getRule(ruleId: string): Promise<AlarmRule | undefined>;
  /** Makes the rule, or makes it what it should be. */
  putRule(rule: AlarmRule): Promise<void>;
  deleteRule(ruleId: string): Promise<void>;
}

/** Loads the SDK and makes its client; nothing is called yet. */
export async function connectCloudMonitor(at: Endpoint, credentials: Credentials): Promise<CloudMonitor> {
  const sdk = commonJs(await import('@alicloud/cms20190101'));
  const { $OpenApiUtil } = commonJs(await import('@alicloud/openapi-core'));
  const client = new sdk.default(new $OpenApiUtil.Config({ ...at, ...credentials }));
  /** This API also refuses in the body of an answer with status 200. */
  const done = async <T extends { success?: boolean; message?: string }>(
    operation: string,
    answer: Promise<{ body?: T }>,
  ): Promise<T | undefined> => {
    const { body } = await call(operation, answer);
    if (body?.success === false) throw new CloudCallError(operation, body.message ?? 'no reason given');
    return body;
  };
  return {
    getRule: async (ruleId) => {
      const request = new sdk.DescribeMetricRuleListRequest({ ruleIds: ruleId });
      const body = await done('DescribeMetricRuleList', client.describeMetricRuleList(request));
      const rule = body?.alarms?.alarm?.find((alarm) => alarm.ruleId === ruleId);
      if (rule === undefined) return undefined;
      const critical = rule.escalations?.critical;
      return {
        ruleId,
        ruleName: rule.ruleName ?? '',
        namespace: rule.namespace ?? '',
        metricName: rule.metricName ?? '',
        resources: rule.resources ?? '',
        contactGroups: rule.contactGroups ?? '',
        period: rule.period ?? '',
        statistics: critical?.statistics ?? '',
        comparisonOperator: critical?.comparisonOperator ?? '',
        threshold: critical?.threshold ?? '',
        times: critical?.times ?? 0,
        noDataPolicy: rule.noDataPolicy ?? '',
        owner: rule.labels?.labels?.find(({ key }) => key === 'serverless')?.value,
      };
    },
    putRule: async ({ statistics, comparisonOperator, threshold, times, owner, ...rule }) => {
      const critical = new sdk.PutResourceMetricRuleRequestEscalationsCritical({
        statistics,
        comparisonOperator,
        threshold,
        times,
      });
      const request = new sdk.PutResourceMetricRuleRequest({
        ...rule,
        interval: rule.period,
        escalations: new sdk.PutResourceMetricRuleRequestEscalations({ critical }),
        labels: [new sdk.PutResourceMetricRuleRequestLabels({ key: 'serverless', value: owner })],
      });
      await done('PutResourceMetricRule', client.putResourceMetricRule(request));
    },
    deleteRule: async (ruleId) => {
      await done('DeleteMetricRules', client.deleteMetricRules(new sdk.DeleteMetricRulesRequest({ id: [ruleId] })));
    },
  };
}
