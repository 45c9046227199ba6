// Whether whoever installs the package may use all that comes with it: every production dependency has one of these
// licences. Ends with 1 and the names of those that have not.
import { readFileSync } from 'node:fs';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
]);
// As a few packages spell them.
const SPELT = new Map([
  ['Apache License 2.0', 'Apache-2.0'],
  ['Apache2', 'Apache-2.0'],
]);

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The licences that a package states, in any of the forms that npm has had. */
function licencesOf(folder, { license: locked }) {
  const { license, licenses } = locked === undefined ? readJson(`${folder}/package.json`) : { license: locked };
  const texts = [license ?? licenses ?? []].flat().map((each) => (typeof each === 'string' ? each : each.type));
  return texts.flatMap((text) => (SPELT.has(text) ? [text] : text.split(/[()]|\s+(?:OR|AND)\s+|,/))).filter(Boolean);
}

const refused = Object.entries(readJson('package-lock.json').packages)
  .filter(([folder, { dev, link }]) => folder.startsWith('node_modules/') && !dev && !link)
  .map(([folder, entry]) => [folder, licencesOf(folder, entry).map((text) => SPELT.get(text) ?? text)])
  .filter(([, licences]) => licences.length === 0 || !licences.every((licence) => ALLOWED.has(licence)));

for (const [folder, licences] of refused) {
  process.stderr.write(`${folder.replace(/^.*node_modules\//, '')}: ${licences.join(', ') || 'no licence'}\n`);
}
process.exitCode = refused.length === 0 ? 0 : 1;
