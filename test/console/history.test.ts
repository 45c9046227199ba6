import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleEvent } from '../../lib/console/console-event.ts';
import { openHistory } from '../../lib/console/history.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const dir = tempDir();
const deleted = (messageId: string): ConsoleEvent => ({ type: 'message-deleted', at: 1, messageId });
const ids = (events: readonly { readonly event: ConsoleEvent }[]) =>
  events.map(({ event }) => (event.type === 'message-deleted' ? event.messageId : ''));

describe('openHistory', () => {
  it('has its events, their numbers and its name again after a restart', () => {
    const file = join(dir, 'restart.jsonl');
    const first = openHistory(file);
    first.add(deleted('a'));
    first.add(deleted('b'));
    first.close();
    const second = openHistory(file);
    second.add(deleted('c'));
    expect(second.id).toBe(first.id);
    expect(second.since()).toMatchObject([{ number: 1 }, { number: 2 }, { number: 3 }]);
    expect(ids(second.since(1))).toEqual(['b', 'c']);
    second.close();
  });

  it('leaves out a line that a crash cut short', () => {
    const file = join(dir, 'crash.jsonl');
    const before = openHistory(file);
    before.add(deleted('a'));
    before.close();
    appendFileSync(file, '{"number":2,"ev');
    const after = openHistory(file);
    expect(ids(after.since())).toEqual(['a']);
    after.add(deleted('b'));
    after.close();
    expect(ids(openHistory(file).since())).toEqual(['a', 'b']);
  });

  it('keeps the newest events only, in memory and on disk', () => {
    const file = join(dir, 'bounded.jsonl');
    const history = openHistory(file, { maxEvents: 3, maxBytes: 1_000 });
    for (let index = 0; index < 100; index += 1) history.add(deleted(`m${index}`));
    expect(ids(history.since())).toEqual(['m97', 'm98', 'm99']);
    expect(readFileSync(file, 'utf8').length).toBeLessThan(3_500);
    history.close();
    expect(openHistory(file).since().at(-1)?.number).toBe(100);
  });

  it('tells listeners until they have enough', () => {
    const history = openHistory(join(dir, 'listen.jsonl'));
    const heard: number[] = [];
    const stop = history.listen(({ number }) => heard.push(number));
    history.add(deleted('a'));
    stop();
    history.add(deleted('b'));
    expect(heard).toEqual([1]);
    history.close();
  });

  it('gives an event by its number, as long as it is kept', () => {
    const history = openHistory(join(dir, 'numbers.jsonl'), { maxEvents: 2 });
    expect(['a', 'b', 'c'].map((id) => history.add(deleted(id)))).toEqual([1, 2, 3]);
    expect([0, 1, 2, 3, 4].map((number) => history.get(number))).toEqual([
      undefined,
      undefined,
      deleted('b'),
      deleted('c'),
      undefined,
    ]);
    history.close();
  });

  it('takes nothing once it is closed, and does not complain', () => {
    const file = join(dir, 'closed.jsonl');
    const history = openHistory(file);
    history.close();
    expect(history.add(deleted('late'))).toBeUndefined();
    expect(openHistory(file).since()).toEqual([]);
  });
});
