const text = { type: 'string' };
const number = { type: 'number' };
const environment = {
  type: 'object',
  additionalProperties: { anyOf: [text, number, { type: 'boolean' }] },
};
const object = (properties: object) => ({ type: 'object', properties, additionalProperties: false });

/** What serverless.aliyun.yml may say: the framework refuses anything else by name. */
export const PROVIDER_SCHEMA = {
  provider: {
    properties: {
      region: text,
      accountId: text,
      runtime: { enum: ['custom', 'custom.debian10', 'custom.debian11', 'custom.debian12'] },
      node: text,
      layers: { type: 'array', items: text },
      logs: object({ project: text, logstore: text }),
      alarmContactGroup: text,
      environment,
    },
  },
  function: {
    properties: {
      handler: text,
      server: text,
      description: text,
      timeout: number,
      memorySize: number,
      cpu: number,
      instanceConcurrency: number,
      reservedConcurrency: { anyOf: [text, number] },
      role: text,
      vpc: object({ id: text, vSwitches: text, securityGroup: text }),
      environment,
      http: { type: 'boolean' },
      domain: object({ name: text, certificateFile: text, privateKeyFile: text }),
      async: object({ retries: number, maxAgeSeconds: number, failureDestination: text }),
      alarms: {
        type: 'array',
        items: { ...object({ name: text, metric: text, threshold: number }), required: ['name', 'metric'] },
      },
      package: object({ artifact: text }),
    },
    required: ['handler', 'server'],
  },
};
