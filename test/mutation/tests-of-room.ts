import { readdirSync } from 'node:fs';
import { installGlobalPlugin, interruptAfterTimeLimit } from 'fast-check';

// What a property finds in a mutant it finds soon; a mutant that lives would wait for all its runs.
installGlobalPlugin(interruptAfterTimeLimit(30));

// All tests of one room in one file, so that each mutant loads the room and what it imports once, not once a file.
const folder = new URL(`../${process.env['MUTATION_ROOM'] ?? ''}/`, import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
for (const file of files.sort()) await import(new URL(file, folder).href);
