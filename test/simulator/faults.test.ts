import { parseFaults } from '../../lib/simulator/fault.ts';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { errorElements } from '../helpers/error-xml.ts';
import { startLocalReceiver, type LocalReceiver } from '../helpers/local-receiver.ts';
import { putWithCallback } from '../helpers/put-with-callback.ts';

describe(parseFaults, () => {
  it('reads a list of faults', () => {
    expect(parseFaults('delay=100, duplicate,http-1.0')).toStrictEqual([
      { kind: 'delay', delayMs: 100 },
      { kind: 'duplicate' },
      { kind: 'http-1.0' },
    ]);
    expect(parseFaults(' ')).toStrictEqual([]);
  });

  it.each(['delay', 'delay=x', 'delay=-1', 'Lose', 'crash'])('does not know %j, and says what it knows', (text) => {
    expect(() => parseFaults(text)).toThrow(/expected faults such as delay=MILLISECONDS, lose, duplicate/);
  });
});

describe('faults of a simulator', () => {
  let simulator: Simulator;
  let receiver: LocalReceiver;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, anonymous: true, callbackTimeoutMs: 300 });
    receiver = await startLocalReceiver(simulator.publicKey);
  });
  afterAll(() => Promise.all([simulator.stop(), receiver.stop()]));
  beforeEach(() => {
    receiver.messages.length = 0;
    simulator.faults.clear();
  });
  const upload = (headers: Readonly<Record<string, string>> = {}) =>
    putWithCallback(
      simulator.url,
      { callbackUrl: receiver.url, callbackBody: 'reqId=${reqId}&object=${object}' },
      { headers },
    );
  const withFault = (fault: string) => upload({ 'x-simulator-fault': fault });

  it('has none unless ordered', async () => {
    expect((await upload()).status).toBe(200);
    expect(receiver.messages).toHaveLength(1);
  });

  it('sends a callback twice, with one id for both', async () => {
    expect((await withFault('duplicate')).status).toBe(200);
    expect(receiver.messages).toHaveLength(2);
    expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(1);
  });

  it.each(['wrong-signature', 'other-key'])(
    'has the receiver refuse a callback with %s, and tells the client',
    async (fault) => {
      const response = await withFault(fault);
      expect(response.status).toBe(203);
      expect((await errorElements(response))['Message']).toBe('Error status : 400.');
      expect(receiver.messages).toHaveLength(0);
    },
  );

  it('loses a callback: the client hears of a time-out, the receiver nothing', async () => {
    const response = await withFault('lose');
    expect((await errorElements(response))['Message']).toBe('Cost too long time.');
    expect(receiver.messages).toHaveLength(0);
  });

  it('delays a callback', async () => {
    const start = performance.now();
    expect((await withFault('delay=120,http-1.0')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
    expect(receiver.messages).toHaveLength(1);
  });

  it('takes orders for the next callbacks by library and by HTTP, and forgets them when told', async () => {
    simulator.faults.order([{ kind: 'wrong-signature' }]);
    expect((await upload()).status).toBe(203);
    expect((await upload()).status).toBe(200);
    const order = await fetch(`${simulator.url}/_simulator/faults?next=other-key&times=2`, { method: 'POST' });
    expect(order.status).toBe(204);
    expect((await upload()).status).toBe(203);
    expect((await fetch(`${simulator.url}/_simulator/faults`, { method: 'DELETE' })).status).toBe(204);
    expect((await upload()).status).toBe(200);
  });

  it.each([
    { name: 'in the header', send: () => withFault('nonsense') },
    { name: 'by HTTP', send: () => fetch(`${simulator.url}/_simulator/faults?next=nonsense`, { method: 'POST' }) },
    {
      name: 'for no times',
      send: () => fetch(`${simulator.url}/_simulator/faults?next=lose&times=0`, { method: 'POST' }),
    },
  ])('refuses a fault that it does not know, ordered $name', async ({ send }) => {
    const response = await send();
    expect([response.status, (await errorElements(response))['Code']]).toStrictEqual([400, 'InvalidArgument']);
  });

  it('shows its public key, and has no other page', async () => {
    const key = await fetch(`${simulator.url}/_simulator/public-key`);
    expect(await key.text()).toBe(simulator.publicKey);
    expect((await fetch(`${simulator.url}/_simulator/other`)).status).toBe(405);
  });
});
