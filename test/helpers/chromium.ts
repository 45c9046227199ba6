import { existsSync } from 'node:fs';
import { CHROMIUM } from './launch-browser.ts';

const hasChromium = existsSync(CHROMIUM);
// A browser is much to ask of a developer's machine; of CI it is not.
if (!hasChromium && process.env['CI'])
  throw new Error(`no browser at ${CHROMIUM}: apt-get install chromium, or set CHROMIUM`);
if (!hasChromium)
  process.stderr.write(`Browser tests left out: no ${CHROMIUM}. Set CHROMIUM to a Chromium of yours.\n`);

/** `describe` where there is a browser; elsewhere the tests are left out, and it is said. */
export const describeInBrowser = hasChromium ? describe : describe.skip;
