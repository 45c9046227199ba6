/** An answer of a faked service. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Parameters = Readonly<Record<string, string>>;
type Action = (parameters: Parameters, stack: FakeStack | undefined) => FakeAnswer;

/** A stack, and the templates it was made of, oldest first. */
export interface FakeStack {
  readonly name: string;
  status: string;
  readonly templates: string[];
}

export interface FakeCloudFormationOptions {
  /** The bucket that every stack makes. */
  readonly bucket: string;
  /** Reads a template that was put into the bucket. */
  readonly readObject: (path: string) => string | undefined;
}

/** As much of CloudFormation as a deployment by change sets needs; stacks are made at once and do not fail. */
export function createFakeCloudFormation(options: FakeCloudFormationOptions) {
  const stacks = new Map<string, FakeStack>();
  const actions = createActions(stacks, options);
  const answer = (action: string, parameters: Parameters): FakeAnswer => {
    const known = actions[action];
    if (known === undefined) return failure('InvalidAction', `${action} is not faked`);
    const name = nameIn(parameters['StackName'], 'stack');
    const stack = stacks.get(name);
    const needsStack = /^Describe(Stack|ChangeSet)|^List|^ExecuteChangeSet/.test(action);
    if (needsStack && stack === undefined) {
      return failure('ValidationError', `Stack with id ${name} does not exist`);
    }
    try {
      return known(parameters, stack);
    } catch (error) {
      return failure('ValidationError', String(error));
    }
  };
  return { stacks, answer };
}

function createActions(
  stacks: Map<string, FakeStack>,
  { bucket, readObject }: FakeCloudFormationOptions,
): Readonly<Record<string, Action>> {
  const changeSets = new Map<string, { readonly type: string; readonly template: string }>();
  const templateOf = ({ TemplateBody, TemplateURL = '' }: Parameters): string => {
    const text = TemplateBody ?? readObject(decodeURIComponent(new URL(TemplateURL).pathname));
    const { Resources } = JSON.parse(text ?? '{}') as { Resources?: object };
    if (text === undefined || Resources === undefined) throw new Error('the template has no resources');
    return text;
  };
  return {
    ValidateTemplate: (parameters) => {
      templateOf(parameters);
      return success('ValidateTemplate', list('Capabilities', ['CAPABILITY_NAMED_IAM']));
    },
    CreateChangeSet: (parameters) => {
      const { StackName: name = '', ChangeSetName: set = '', ChangeSetType: type = '' } = parameters;
      changeSets.set(set, { type, template: templateOf(parameters) });
      if (!stacks.has(name)) stacks.set(name, { name, status: 'REVIEW_IN_PROGRESS', templates: [] });
      return success('CreateChangeSet', tags({ Id: arn('changeSet', set), StackId: arn('stack', name) }));
    },
    DescribeChangeSet: ({ ChangeSetName = '' }, stack) =>
      success(
        'DescribeChangeSet',
        tags({
          ChangeSetName,
          StackId: arn('stack', stack?.name ?? ''),
          Status: 'CREATE_COMPLETE',
          ExecutionStatus: 'AVAILABLE',
        }),
      ),
    ExecuteChangeSet: ({ ChangeSetName }, stack) => {
      const set = changeSets.get(nameIn(ChangeSetName, 'changeSet'));
      if (set === undefined || stack === undefined) return failure('ChangeSetNotFound', 'no such change set');
      stack.status = `${set.type}_COMPLETE`;
      stack.templates.push(set.template);
      return success('ExecuteChangeSet');
    },
    DeleteChangeSet: () => success('DeleteChangeSet'),
    DescribeStacks: (_parameters, stack) =>
      success('DescribeStacks', list('Stacks', [stack === undefined ? '' : describeStack(stack, bucket)])),
    DescribeStackEvents: (_parameters, stack) =>
      success('DescribeStackEvents', list('StackEvents', stack === undefined ? [] : eventsOf(stack))),
    DescribeStackResource: ({ LogicalResourceId = '' }) =>
      success(
        'DescribeStackResource',
        `<StackResourceDetail>${tags({ LogicalResourceId, PhysicalResourceId: bucket, ResourceType: 'AWS::S3::Bucket' })}</StackResourceDetail>`,
      ),
    ListStackResources: () => success('ListStackResources', list('StackResourceSummaries', [])),
  };
}

function describeStack({ name, status }: FakeStack, bucket: string): string {
  const outputs = { ServerlessDeploymentBucketName: bucket, HttpApiUrl: 'https://api.example' };
  const members = Object.entries(outputs).map(([OutputKey, OutputValue]) => tags({ OutputKey, OutputValue }));
  const stack = {
    StackName: name,
    StackId: arn('stack', name),
    StackStatus: status,
    CreationTime: '2026-01-01T00:00:00Z',
  };
  return tags(stack) + list('Outputs', members);
}

function eventsOf({ name, status, templates }: FakeStack): string[] {
  const event = (EventId: string, ResourceStatus: string) =>
    tags({
      EventId: `${EventId}-${templates.length}`,
      StackId: arn('stack', name),
      StackName: name,
      LogicalResourceId: name,
      PhysicalResourceId: arn('stack', name),
      ResourceType: 'AWS::CloudFormation::Stack',
      ResourceStatus,
      Timestamp: new Date().toISOString(),
    });
  return [event('ended', status), event('begun', status.replace('COMPLETE', 'IN_PROGRESS'))];
}

const arn = (kind: string, name: string) => `arn:aws:cloudformation:eu-central-1:123456789012:${kind}/${name}/1`;
const nameIn = (text = '', kind: string) => new RegExp(`:${kind}/([^/]+)/`).exec(text)?.[1] ?? text;
const tags = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
const list = (name: string, members: readonly string[]) =>
  `<${name}>${members.map((member) => `<member>${member}</member>`).join('')}</${name}>`;

/** An answer of AWS's query protocol. */
export const success = (action: string, result = ''): FakeAnswer => ({
  body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
});
export const failure = (code: string, message: string, status = 400): FakeAnswer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type>${tags({ Code: code, Message: message })}</Error></ErrorResponse>`,
});
