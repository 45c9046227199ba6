import { createServer } from 'node:net';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { assertPortIsFree, listenOn, untilListening } from '../../lib/local/local-port.ts';
import { freePort } from '../helpers/free-port.ts';

describe('assertPortIsFree', () => {
  it('accepts a free port and leaves it free', async () => {
    const port = await freePort();
    await assertPortIsFree({ service: 'SQS', port, variable: 'SQS_PORT' });
    await expect(assertPortIsFree({ service: 'SQS', port, variable: 'SQS_PORT' })).resolves.toBeUndefined();
  });

  it('names a port in use, what wanted it and the variable that moves it', async () => {
    const port = await freePort();
    const server = createServer();
    await listenOn(server, port);
    const check = assertPortIsFree({ service: 'the local SQS', port, variable: 'SQS_PORT' });
    await expect(check).rejects.toThrow(ConfigInvalidError);
    await expect(check).rejects.toThrow(
      new RegExp(`^Port ${port} of 127\\.0\\.0\\.1, for the local SQS, is in use\\. .* choose another: SQS_PORT=\\d+$`),
    );
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('untilListening', () => {
  it('resolves once something listens', async () => {
    const port = await freePort();
    const waiting = untilListening(port, new AbortController().signal);
    const server = createServer();
    await listenOn(server, port);
    await expect(waiting).resolves.toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
  });

  it('gives up when it is told to', async () => {
    const stopping = new AbortController();
    const waiting = untilListening(await freePort(), stopping.signal);
    stopping.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
