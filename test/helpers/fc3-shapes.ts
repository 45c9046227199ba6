import * as v from 'valibot';

// The requests of the API of 2023-03-30 as its reference publishes them: names, types, limits. Nothing else passes.
// https://www.alibabacloud.com/help/en/functioncompute/fc/developer-reference/api-fc-2023-03-30-dir

const multipleOf = (step: number) =>
  v.check((value: number) => Math.abs(value / step - Math.round(value / step)) < 1e-9, `a multiple of ${step}`);
const integer = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const functionName = v.pipe(v.string(), v.regex(/^[A-Za-z_][\w-]{0,63}$/));
const roleArn = v.pipe(v.string(), v.regex(/^acs:ram::\d+:role\/\S+$/));
const text = v.pipe(v.string(), v.nonEmpty());

const code = v.strictObject({
  zipFile: v.pipe(v.string(), v.base64()),
  checksum: v.pipe(v.string(), v.regex(/^\d+$/)),
});
const configurable = {
  description: v.optional(v.pipe(v.string(), v.maxLength(256))),
  runtime: v.picklist(['custom', 'custom.debian10', 'custom.debian11', 'custom.debian12']),
  handler: text,
  customRuntimeConfig: v.strictObject({ command: v.array(text), args: v.array(text), port: integer(1, 65_535) }),
  layers: v.array(v.pipe(v.string(), v.regex(/^acs:fc:[\w-]+:(?:\d+|official):layers\/[\w-]+\/versions\/\d+$/))),
  cpu: v.pipe(v.number(), v.minValue(0.05), v.maxValue(16), multipleOf(0.05)),
  memorySize: v.pipe(integer(128, 32_768), multipleOf(64)),
  diskSize: v.picklist([512, 10_240]),
  timeout: integer(1, 86_400),
  instanceConcurrency: integer(1, 200),
  internetAccess: v.boolean(),
  role: roleArn,
  environmentVariables: v.record(v.pipe(v.string(), v.regex(/^(?!FC_)[A-Za-z]\w*$/)), v.string()),
  logConfig: v.strictObject({
    project: v.string(),
    logstore: v.string(),
    enableRequestMetrics: v.boolean(),
    enableInstanceMetrics: v.boolean(),
  }),
  vpcConfig: v.strictObject({ vpcId: v.string(), vSwitchIds: v.array(text), securityGroupId: v.string() }),
};
const HTTP_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'] as const;
const triggerConfig = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    authType: v.picklist(['anonymous', 'function', 'jwt']),
    disableURLInternet: v.boolean(),
    methods: v.pipe(v.array(v.picklist(HTTP_METHODS)), v.minLength(1)),
  }),
);
const arn = v.pipe(v.string(), v.regex(/^acs:(?:fc|mns|mq|eventbridge):[\w-]+:\d+:\S+$/));
const domainFields = {
  protocol: v.picklist(['HTTP', 'HTTPS', 'HTTP,HTTPS']),
  routeConfig: v.strictObject({
    routes: v.array(
      v.strictObject({ path: v.pipe(v.string(), v.startsWith('/')), functionName, qualifier: v.optional(text) }),
    ),
  }),
  certConfig: v.optional(
    v.strictObject({
      certName: text,
      certificate: v.pipe(v.string(), v.includes('BEGIN CERTIFICATE')),
      privateKey: v.pipe(v.string(), v.includes('PRIVATE KEY')),
    }),
  ),
};

/** The body of each operation that takes one. */
export const FC3_SHAPES = {
  CreateFunction: v.pipe(
    v.strictObject({
      ...configurable,
      layers: v.optional(configurable.layers),
      logConfig: v.optional(configurable.logConfig),
      vpcConfig: v.optional(configurable.vpcConfig),
      functionName,
      code,
    }),
    v.check(({ cpu, memorySize }) => {
      const ratio = memorySize / 1024 / cpu;
      return ratio >= 1 && ratio <= 4;
    }, 'cpu to memory (in GB) from 1:1 to 1:4'),
  ),
  UpdateFunction: v.partial(v.strictObject({ ...configurable, code })),
  CreateTrigger: v.strictObject({
    triggerName: v.pipe(v.string(), v.regex(/^[A-Za-z_][\w-]{0,127}$/)),
    triggerType: v.literal('http'),
    qualifier: v.optional(text),
    description: v.optional(v.pipe(v.string(), v.maxLength(256))),
    triggerConfig,
  }),
  UpdateTrigger: v.strictObject({ description: v.optional(v.string()), triggerConfig }),
  PutAsyncInvokeConfig: v.strictObject({
    maxAsyncRetryAttempts: integer(0, 8),
    maxAsyncEventAgeInSeconds: integer(1, 604_800),
    destinationConfig: v.strictObject({ onFailure: v.optional(v.strictObject({ destination: arn })) }),
  }),
  PutConcurrencyConfig: v.strictObject({ reservedConcurrency: integer(1, 100_000) }),
  CreateCustomDomain: v.strictObject({ domainName: text, ...domainFields }),
  UpdateCustomDomain: v.strictObject(domainFields),
} as const;
