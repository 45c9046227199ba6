/** Takes one at random. */
export function pick<T>(values: readonly T[]): T {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new TypeError('"values" must not be empty');
  return value;
}

const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '%',
  '%zz',
  '%2',
  '+',
  '?',
  '\u0000',
  '\ud800',
  '\ufffe',
  '__proto__',
  '../..',
  [],
  {},
  ['x'],
  'x'.repeat(5_000),
  '"'.repeat(2_000),
  '\\'.repeat(999),
  '{'.repeat(500),
  '${',
  '${object}',
  { toString: null },
  '%E9',
  'é',
  '\r\nx: y',
];

/** A copy of a JSON value with one to three changes in it, small ones to text more often than large ones to the form. */
export function mutate<T extends object>(value: T): T {
  const copy = structuredClone(value);
  const times = 1 + Math.floor(Math.random() * 3);
  for (let time = 0; time < times; time += 1) change(copy);
  return copy;
}

function change(root: object): void {
  let parent = root as Record<string, unknown>;
  let name = pick(namesOf(parent));
  for (let child = parent[name]; isTree(child) && Math.random() < 0.85; child = parent[name]) {
    parent = child;
    name = pick(namesOf(parent));
  }
  const old = parent[name];
  const dice = Math.random();
  if (dice < 0.1) Reflect.deleteProperty(parent, name);
  else if (dice < 0.2) parent[name] = junk();
  else if (dice < 0.25) parent[name.toUpperCase()] = old;
  else if (dice < 0.3) parent[name] = [old, old];
  else parent[name] = typeof old === 'string' ? editText(old) : junk();
}

// A copy: the next change may go into it.
const junk = (): unknown => structuredClone(pick(JUNK));

function editText(text: string): string {
  const at = Math.floor(Math.random() * (text.length + 1));
  const piece = pick(['', 'a', '%', '+', '?', '=', '&', '"', '\\', '\n', '/', '%41', '\u00e9', '\ud800']);
  const cut = Math.floor(Math.random() * 3);
  return text.slice(0, at) + piece + text.slice(at + cut);
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;
const namesOf = (value: object): string[] => (Object.keys(value).length > 0 ? Object.keys(value) : ['x']);
