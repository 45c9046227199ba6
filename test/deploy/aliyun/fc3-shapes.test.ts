import fc from '@alicloud/fc20230330';
import { FC3_SHAPES } from '../../helpers/fc3-shapes.ts';

const MODELS = {
  CreateFunction: fc.CreateFunctionInput,
  UpdateFunction: fc.UpdateFunctionInput,
  CreateTrigger: fc.CreateTriggerInput,
  UpdateTrigger: fc.UpdateTriggerInput,
  PutAsyncInvokeConfig: fc.PutAsyncInvokeConfigInput,
  PutConcurrencyConfig: fc.PutConcurrencyInput,
  CreateCustomDomain: fc.CreateCustomDomainInput,
  UpdateCustomDomain: fc.UpdateCustomDomainInput,
} as const;

describe('the shapes by which the fake account judges', () => {
  it.each(Object.keys(MODELS) as (keyof typeof MODELS)[])('name nothing that the vendor does not: %s', (action) => {
    const published = Object.values(MODELS[action].names());
    expect(Object.keys(FC3_SHAPES[action].entries).filter((name) => !published.includes(name))).toEqual([]);
  });
});
