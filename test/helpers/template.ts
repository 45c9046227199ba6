import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value of a packaged template, as tests look into it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, Json>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: Json }>>;
  readonly Conditions: Readonly<Record<string, Json>>;
}

/** Reads the template that `serverless package --package dir` wrote. */
export function readTemplate(dir: string): Template {
  return JSON.parse(readFileSync(join(dir, 'cloudformation-template-update-stack.json'), 'utf8')) as Template;
}

/** The names and properties of all resources of a type. */
export function resourcesOf({ Resources }: Template, type: string): [string, Resource['Properties']][] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => [id, Properties]);
}

/** The names of the resources of a type that are deployed, as their conditions say. */
export function deployedOf(template: Template, type: string): string[] {
  return Object.keys(template.Resources).filter(
    (id) => template.Resources[id]?.Type === type && isDeployed(template, id),
  );
}

/** Whether a resource is deployed, as its condition says. */
export function isDeployed(template: Template, id: string): boolean {
  const condition = template.Resources[id]?.Condition;
  return condition === undefined || holds(template, condition);
}

/** A value as CloudFormation reads it: each `Fn::If` replaced by what its condition chooses, `undefined` for no value. */
export function chosen(template: Template, value: Json): Json | undefined {
  if (Array.isArray(value)) return value.flatMap((each) => chosen(template, each) ?? []);
  if (typeof value !== 'object' || value === null) return value;
  if (value['Ref'] === 'AWS::NoValue') return undefined;
  const branches = value['Fn::If'];
  if (Array.isArray(branches)) {
    const [condition, yes, no] = branches as [string, Json, Json];
    return chosen(template, holds(template, condition) ? yes : no);
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, chosen(template, inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)) as Json;
}

function holds({ Conditions }: Template, name: string): boolean {
  const evaluate = (condition: Json): boolean => {
    const { 'Fn::Not': not, 'Fn::Equals': equals } = condition as Record<string, Json[] | undefined>;
    if (not) return !evaluate(not[0]!);
    return equals?.[0] === equals?.[1];
  };
  return evaluate(Conditions[name]!);
}

/** Every logical id that a value refers to, at any depth. */
export function referredIds(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(referredIds);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return inner.slice(0, 1) as string[];
    if (key === 'Fn::Sub' && typeof inner === 'string') return subIds(inner, {});
    if (key === 'Fn::Sub' && Array.isArray(inner)) {
      const [text, variables] = inner as [string, { [key: string]: Json }];
      return [...subIds(text, variables), ...referredIds(variables)];
    }
    return referredIds(inner);
  });
}

const subIds = (text: string, variables: object) =>
  [...text.matchAll(/\$\{([^}!.]+)[^}]*\}/g)].map(([, id = '']) => id).filter((id) => !(id in variables));

/** What a role may do, as the conditions of the template have it. */
export function statementsOf(of: Template, roleId: string): { actions: string[]; resource: Json }[] {
  const policies = chosen(of, of.Resources[roleId]!.Properties['Policies']!) as unknown as {
    PolicyDocument: { Statement: { Effect: string; Action: string | string[]; Resource: Json }[] };
  }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Action, Resource }) => ({ actions: [Action].flat(), resource: Resource }));
}

/** The ARN of a function's own log lines. */
export function logsOf(name: string, stage = 'dev') {
  return ownArn('logs', `log-group:/aws/lambda/oss-callback-receiver-${stage}-${name}:*`);
}

/** An ARN in the account and region of the stack. */
export function ownArn(service: string, rest: string) {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}` };
}

export const getAtt = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });
export const ref = (id: string) => ({ Ref: id });
