import { readDeclaredResources, referredId } from '../../lib/local/declared-resources.ts';
import { declaredService } from '../helpers/declared-service.ts';

const uploads = {
  logicalId: 'Uploads',
  name: 'svc-dev-Uploads',
  arn: 'arn:aws:sqs:eu-west-1:000000000000:svc-dev-Uploads',
  attributes: {
    VisibilityTimeout: '360',
    RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:000000000000:svc-dev-Dead","maxReceiveCount":2}',
  },
  redrive: { deadLetterArn: 'arn:aws:sqs:eu-west-1:000000000000:svc-dev-Dead', maxReceiveCount: 2 },
};

describe('readDeclaredResources', () => {
  it('reads queues with what the local SQS knows of their properties', () => {
    expect(readDeclaredResources(declaredService()).queues).toEqual([
      uploads,
      {
        logicalId: 'Dead',
        name: 'svc-dev-Dead',
        arn: 'arn:aws:sqs:eu-west-1:000000000000:svc-dev-Dead',
        attributes: { MessageRetentionPeriod: '1209600' },
      },
    ]);
  });

  it('reads tables', () => {
    expect(readDeclaredResources(declaredService()).tables).toMatchObject([
      {
        logicalId: 'Table',
        name: 'svc-dev-Table',
        properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
      },
    ]);
  });

  it('reads which function a queue triggers', () => {
    expect(readDeclaredResources(declaredService()).mappings).toEqual([
      { functionName: 'svc-dev-worker', queue: uploads, batchSize: 10, reportsFailures: true, concurrency: 2 },
    ]);
  });

  it('leaves a trigger out that is not enabled', () => {
    const declared = declaredService();
    declared.service.functions['worker']!.events[0] = { sqs: { arn: { Ref: 'Uploads' }, enabled: false } };
    expect(readDeclaredResources(declared).mappings).toEqual([]);
  });

  it('names the function whose queue stands nowhere', () => {
    const declared = declaredService();
    declared.service.functions['worker']!.events[0] = { sqs: { arn: 'arn:aws:sqs:eu-west-1:1:other' } };
    expect(() => readDeclaredResources(declared)).toThrow(
      new TypeError('"worker" must be triggered by a queue of the same serverless.yml'),
    );
  });

  it('reads a service without resources', () => {
    const { service } = declaredService();
    const { queues, tables } = readDeclaredResources({ service: { ...service, functions: {}, resources: {} } });
    expect([...queues, ...tables]).toEqual([]);
  });
});

describe('referredId', () => {
  it.each([
    [{ Ref: 'A' }, 'A'],
    [{ 'Fn::GetAtt': ['A', 'Arn'] }, 'A'],
    [{ 'Fn::GetAtt': 'A.Arn' }, 'A'],
    [{ 'Fn::Sub': 'A' }, undefined],
    ['A', undefined],
    [['A'], undefined],
    [null, undefined],
  ])('reads %j as %s', (value, id) => {
    expect(referredId(value)).toBe(id);
  });
});
