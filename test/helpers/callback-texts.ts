import type { CallbackParameters } from '../../lib/params/validate-callback.ts';

export const CALLBACK = '{"callbackUrl":"http://a.com","callbackBody":"bucket=${bucket}"}';
export const CALLBACK64 = Buffer.from(CALLBACK).toString('base64');
export const VARS64 = Buffer.from('{"x:a":"b"}').toString('base64');

/** All the parameters that a reader of requests and forms looks for, as it gives them back where only some are found. */
export function parametersWith(found: CallbackParameters): CallbackParameters {
  return { header: undefined, headerVar: undefined, query: undefined, queryVar: undefined, form: undefined, ...found };
}
