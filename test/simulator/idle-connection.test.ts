import { setTimeout as delay } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { openConnection } from '../helpers/http-client.ts';
import { until } from '../helpers/until.ts';

// What Node's servers allow when they are not told.
const NODE_DEFAULT_MS = 5_000;

describe('an idle connection', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
  });
  afterAll(() => simulator.stop());

  it('is kept longer than servers of Node do, as clients send on it that they kept', async () => {
    const { socket, text, closed } = openConnection(simulator.url);
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await until('an answer', () => text().includes('Connection: keep-alive'));
    const cut = closed.then(() => 'cut');
    expect(await Promise.race([cut, delay(NODE_DEFAULT_MS + 2_500, 'kept')])).toBe('kept');
  });
});
