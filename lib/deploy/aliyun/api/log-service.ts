import type { Credentials } from '../credentials.ts';
import { call } from './call.ts';
import { commonJs } from './common-js.ts';
import type { Endpoint } from './endpoint.ts';

/** A line that a function wrote. */
export interface LogLine {
  /** In seconds since 1970. */
  readonly time: number;
  readonly message: string;
}

/** What to look for. */
export interface LogQuery {
  readonly project: string;
  readonly logstore: string;
  readonly functionName: string;
  /** In seconds since 1970, inclusive. */
  readonly from: number;
  /** In seconds since 1970, exclusive. */
  readonly to: number;
  /** Words that a line has to have. */
  readonly filter?: string;
}

// The most that one call gives. https://www.alibabacloud.com/help/en/sls/developer-reference/api-getlogs
const PAGE = 100;

/** As much of Simple Log Service as `serverless logs` needs. */
export interface LogService {
  /** All lines of a function, oldest first. */
  getLines(query: LogQuery): Promise<readonly LogLine[]>;
}

/** Loads the SDK and makes its client; nothing is called yet. */
export async function connectLogService(at: Endpoint, credentials: Credentials): Promise<LogService> {
  const sdk = commonJs(await import('@alicloud/sls20201230'));
  const { $OpenApiUtil } = commonJs(await import('@alicloud/openapi-core'));
  const client = new sdk.default(new $OpenApiUtil.Config({ ...at, ...credentials }));
  return {
    getLines: async ({ project, logstore, functionName, from, to, filter }) => {
      const query = `functionName: "${functionName}"${filter ? ` and (${filter})` : ''}`;
      const lines: LogLine[] = [];
      for (;;) {
        const request = new sdk.GetLogsRequest({ from, to, query, line: PAGE, offset: lines.length });
        const { body = [] } = await call('GetLogs', client.getLogs(project, logstore, request));
        for (const entry of body as readonly Readonly<Record<string, string>>[]) {
          lines.push({ time: Number(entry['__time__'] ?? 0), message: (entry['message'] ?? '').trimEnd() });
        }
        if (body.length < PAGE) return lines;
      }
    },
  };
}
