import { buildCallback } from '../../params/build-callback.ts';
import { DEFAULT_BODY_TYPE } from '../../params/callback.ts';
import { parseCallbackUrls } from '../../params/callback-url.ts';
import { parseTemplate } from '../../params/parse-template.ts';
import { renderBody, type VariableValues } from '../../params/render-body.ts';
import { sampleValues } from '../../params/sample-values.ts';
import { sendCallback } from '../../simulator/callback/send-callback.ts';
import { createRequestId } from '../../simulator/request-id.ts';
import { addSendOptions, readSendSettings } from '../callback-target.ts';
import { addCallbackOptions, addUploadOptions, readCallbackOptions, readUploadValues } from '../callback-options.ts';
import type { CliCommand } from '../cli-command.ts';
import { openSigningKey } from '../open-signing-key.ts';
import { textOf } from '../option-values.ts';
import { reportExchanges } from '../report-exchanges.ts';
import type { SentExchange } from '../format/format-exchange.ts';

/** `send`: plays OSS towards a callback server, for an upload that never was. */
export const sendCommand: CliCommand = {
  configure(command) {
    addCallbackOptions(addUploadOptions(addSendOptions(command)))
      .argument('<url>', 'the callbackUrl; several joined by ; are tried in order, as OSS does')
      .option('--key <file>', 'private key to sign with; a new one is made where there is none')
      .addHelpText('after', HELP);
  },
  async run({ args, options, io }) {
    const { callback, vars } = buildCallback(readCallbackOptions([String(args[0])], options));
    const bodyType = callback.callbackBodyType ?? DEFAULT_BODY_TYPE;
    const requestId = createRequestId(io.clock());
    const values: VariableValues = {
      ...sampleValues(parseTemplate(callback.callbackBody)),
      reqId: requestId,
      ...readUploadValues(options),
      ...vars,
    };
    const body = Buffer.from(renderBody(callback.callbackBody, values, bodyType));
    const { privateKey, advice } = await openSigningKey(textOf(options['key']));
    const origin = { bucket: String(values['bucket']), requestId, owner: ACCOUNT, requester: ACCOUNT };
    const outgoing = { body, bodyType, origin, host: callback.callbackHost, sni: callback.callbackSNI === true };
    const exchanges: SentExchange[] = [];
    for (const url of parseCallbackUrls(callback.callbackUrl)) {
      let sent: Uint8Array = new Uint8Array();
      const onSend = (octets: Uint8Array): void => {
        sent = octets;
      };
      const settings = { ...readSendSettings(options), privateKey, now: io.clock(), onSend };
      const exchange = await sendCallback({ ...outgoing, url }, settings);
      exchanges.push({ ...exchange, url: url.text, sent });
      if (exchange.verdict.ok) break;
    }
    return reportExchanges(exchanges, { io, isJson: options['json'] === true, advice });
  },
};

const HELP = `
Examples:
  oss-callback send http://127.0.0.1:3000/callback --key dev.pem
  oss-callback send https://example.com/callback --object 'photos/a b.jpg' --var x:user=42 --body-type json

With --key dev.pem a key is made that stays, and the receiver trusts it with OSS_PUB_KEY_FILE=dev.pem.pub.
Exits with 0 if OSS would be content with the answer, and with 1 if it would not.`;

// Nobody's account.
const ACCOUNT = '1000000000000000';
