import type { CallbackParameters } from '../../params/validate-callback.ts';
import type { OssRequest } from '../oss-request.ts';

/** Gathers the callback parameters that headers and query carry; a form adds its own. */
export function callbackParameters({ headers, query }: OssRequest): CallbackParameters {
  return {
    header: headers['x-oss-callback'],
    query: query.get('callback'),
    headerVar: headers['x-oss-callback-var'],
    queryVar: query.get('callback-var'),
  };
}
