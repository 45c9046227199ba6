import { isColourful, type CliIo } from './cli-io.ts';
import type { ExitCode } from './cli-command.ts';
import { createColour } from './format/colour.ts';
import { exchangeToJson, formatExchange, type SentExchange } from './format/format-exchange.ts';

/** Options of {@link reportExchanges}. */
export interface ReportExchangesOptions {
  readonly io: CliIo;
  readonly isJson: boolean;
  /** Said beside the result. Default nothing. */
  readonly advice?: string | undefined;
}

/** Prints what was sent and what came back; the last exchange decides, as the last URL does for OSS. */
export function reportExchanges(
  exchanges: readonly SentExchange[],
  { io, isJson, advice }: ReportExchangesOptions,
): ExitCode {
  const last = exchanges.at(-1);
  const format = { colour: createColour(io), isColourful: isColourful(io) };
  io.stdout.write(
    isJson
      ? `${JSON.stringify(exchanges.length === 1 && last ? exchangeToJson(last) : exchanges.map(exchangeToJson), null, 2)}\n`
      : exchanges.map((exchange) => formatExchange(exchange, format)).join('\n'),
  );
  if (advice !== undefined) io.stderr.write(`${advice}\n`);
  return last?.verdict.ok ? 0 : 1;
}
