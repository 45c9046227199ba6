import type { FunctionCompute } from '../api/function-compute.ts';
import { ForeignResourceError } from '../errors.ts';
import { markDescription, readMarker } from '../ownership.ts';
import { flatten, type Properties, type Resource } from './resource.ts';

/** Name of the trigger; a function has one for HTTP at most. */
export const HTTP_TRIGGER = 'http';

// Anybody may call, with anything: OSS signs its callbacks, and what is not a POST gets the receiver's own 501.
const CONFIG = {
  authType: 'anonymous',
  disableURLInternet: false,
  methods: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'],
};

/** Options of {@link createTriggerResource}. */
export interface TriggerResourceOptions {
  readonly api: FunctionCompute;
  readonly functionName: string;
  readonly owner: string;
}

/** The way by which HTTP requests reach a function. */
export function createTriggerResource({ api, functionName, owner }: TriggerResourceOptions): Resource {
  const title = `HTTP trigger of ${functionName}`;
  const description = markDescription('Takes the callbacks of OSS', { owner });
  const triggerConfig = JSON.stringify(CONFIG);
  const desired: Properties = { description, ...flatten(CONFIG) };
  return {
    title,
    desired,
    read: async () => {
      const found = await api.getTrigger(functionName, HTTP_TRIGGER);
      if (found === undefined) return undefined;
      if (readMarker(found.description)?.owner !== owner) throw new ForeignResourceError(title);
      const config = JSON.parse(found.triggerConfig ?? '{}') as Partial<typeof CONFIG>;
      // The API may give the methods in another order; it means nothing.
      const methods = CONFIG.methods.filter((method) => config.methods?.includes(method));
      return {
        description: found.description,
        authType: config.authType,
        disableURLInternet: config.disableURLInternet ?? false,
        methods,
      };
    },
    create: () =>
      api.createTrigger(functionName, {
        triggerName: HTTP_TRIGGER,
        triggerType: 'http',
        qualifier: 'LATEST',
        description,
        triggerConfig,
      }),
    update: () => api.updateTrigger(functionName, HTTP_TRIGGER, { description, triggerConfig }),
    remove: () => api.deleteTrigger(functionName, HTTP_TRIGGER),
  };
}
