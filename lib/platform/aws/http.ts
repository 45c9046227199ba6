import type {
  ALBEvent,
  ALBResult,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import type { CallbackReceiver } from '../../callback/receive.ts';
import type { CallbackRequest } from '../../http/callback-request.ts';
import { joinHeaders } from '../../http/join-headers.ts';
import type { Reply } from '../../http/reply.ts';

/** An HTTP request as Lambda is handed it: HTTP API (both payload formats), Function URL, REST API, ALB. */
export type LambdaHttpEvent = APIGatewayProxyEventV2 | APIGatewayProxyEvent | ALBEvent;

/** A reply that every one of these takes. */
export type LambdaHttpResult = APIGatewayProxyStructuredResultV2 & ALBResult;

/** Creates the Lambda handler of a receiver. */
export function createLambdaHttpHandler(
  receive: CallbackReceiver,
): (event: LambdaHttpEvent, context: { readonly awsRequestId: string }) => Promise<LambdaHttpResult> {
  return async (event, context) => replyToLambdaResult(await receive(lambdaEventToRequest(event, context)), event);
}

/**
 * Reads any of Lambda's HTTP events. Whatever is missing from a broken one reads as empty, which the receiver refuses.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function lambdaEventToRequest(
  event: LambdaHttpEvent,
  { awsRequestId }: { readonly awsRequestId: string },
): CallbackRequest {
  const loose: LooseEvent = isRecord(event) ? event : {};
  // One loop and no copies: every callback has some twenty headers.
  const headers = joinHeaders(chooseMap(loose.headers, loose.multiValueHeaders));
  const { method, path, pathEncoding, pathPrefix, rawQuery, queryPairs } = isRecord(loose.requestContext?.http)
    ? readV2(loose)
    : readV1(loose);
  return {
    method,
    path,
    pathEncoding,
    pathPrefix,
    rawQuery,
    queryPairs,
    headers,
    body: readBody(loose),
    // The id that the function's own log lines carry; a gateway's would have to be looked up elsewhere.
    requestId: awsRequestId || text(loose.requestContext?.requestId),
    traceId: headers['x-amzn-trace-id']?.slice(0, 256),
  };
}

/**
 * Writes a reply as Lambda returns it. A load balancer that hands over headers as lists takes only lists back, and
 * answers 502 for anything else.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export function replyToLambdaResult({ status, headers, body }: Reply, event?: LambdaHttpEvent): LambdaHttpResult {
  const result = { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false };
  const loose: LooseEvent = isRecord(event) ? event : {};
  if (isRecord(loose.headers) || !isRecord(loose.multiValueHeaders)) return result;
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { ...result, multiValueHeaders: lists };
}

/** Every field of every shape, none of them sure: events of tests and of `invoke local` are written by hand. */
interface LooseEvent {
  readonly requestContext?: {
    readonly http?: { readonly method?: unknown };
    readonly domainName?: unknown;
    readonly path?: unknown;
    readonly stage?: unknown;
    readonly elb?: unknown;
    readonly requestId?: unknown;
  };
  readonly version?: unknown;
  readonly rawPath?: unknown;
  readonly rawQueryString?: unknown;
  readonly httpMethod?: unknown;
  readonly path?: unknown;
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
  readonly queryStringParameters?: unknown;
  readonly multiValueQueryStringParameters?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

type Line = Pick<CallbackRequest, 'method' | 'path' | 'pathEncoding' | 'pathPrefix' | 'rawQuery' | 'queryPairs'>;

// An HTTP API decodes rawPath, a Function URL does not; their events differ in nothing but the domain.
function readV2({ requestContext, rawPath, rawQueryString }: LooseEvent): Line {
  const isFunctionUrl = text(requestContext?.domainName).includes('.lambda-url.');
  return {
    method: text(requestContext?.http?.method).toUpperCase(),
    ...splitStage(text(rawPath), requestContext),
    pathEncoding: isFunctionUrl ? 'encoded' : 'decoded',
    rawQuery: text(rawQueryString),
  };
}

// REST API, ALB, and HTTP API with payload format 1.0, which says so and decodes the path.
function readV1(event: LooseEvent): Line {
  const path = text(event.path);
  const isHttpApi = event.version === '1.0';
  return {
    method: text(event.httpMethod).toUpperCase(),
    ...(isHttpApi ? splitStage(path, event.requestContext) : findPrefix(path, event.requestContext)),
    pathEncoding: isHttpApi ? 'decoded' : 'encoded',
    rawQuery: undefined,
    queryPairs: Object.entries(chooseMap(event.queryStringParameters, event.multiValueQueryStringParameters)).flatMap(
      ([name, values]) => (Array.isArray(values) ? values : [values]).map((value) => [name, text(value)] as const),
    ),
  };
}

type PathParts = Pick<CallbackRequest, 'path' | 'pathPrefix'>;

// The stage of a REST API stands before the path that OSS called, and is not in `path`.
function findPrefix(path: string, context: LooseEvent['requestContext']): PathParts {
  const publicPath = text(context?.path);
  return { path, pathPrefix: publicPath.endsWith(path) ? publicPath.slice(0, publicPath.length - path.length) : '' };
}

// A named stage of an HTTP API begins the path, also where OSS called a custom domain that does not show it.
// https://github.com/CodeGenieApp/serverless-express/issues/465
function splitStage(path: string, context: LooseEvent['requestContext']): PathParts {
  const prefix = `/${text(context?.stage)}`;
  if (prefix === '/' || !path.startsWith(`${prefix}/`)) return { path, pathPrefix: '' };
  return { path: path.slice(prefix.length), pathPrefix: prefix };
}

function readBody({ body, isBase64Encoded }: LooseEvent): Uint8Array {
  return Buffer.from(text(body), isBase64Encoded === true ? 'base64' : 'utf8');
}

/** Of a map of values and a map of lists the latter: where there is anything in it, it holds all that is known. */
function chooseMap(single: unknown, multi: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(multi) && Object.keys(multi).length > 0) return multi;
  return isRecord(single) ? single : {};
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
