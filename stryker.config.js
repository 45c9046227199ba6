import { fileURLToPath } from 'node:url';
import jestConfig from './jest.config.js';

// `npm run test:mutation` runs it for one room after the other: breaks each line, and expects a test of that room to say so.
const room = (process.env.MUTATION_ROOM ??= 'signature');

export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  // Jest keeps each module that it has loaded as ESM.
  maxTestRunnerReuse: 60,
  coverageAnalysis: 'perTest',
  jest: {
    config: {
      ...jestConfig,
      testEnvironment: fileURLToPath(new URL('test/mutation/fail-fast.cjs', import.meta.url)),
      testMatch: ['<rootDir>/test/mutation/tests-of-room.ts'],
    },
    enableFindRelatedTests: false,
  },
  mutate: [`lib/${room}/**/*.ts`],
  ignorePatterns: ['dist', 'reports', '.local', '.serverless', '.esbuild', 'coverage'],
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  htmlReporter: { fileName: `reports/mutation/${room}.html` },
  jsonReporter: { fileName: `reports/mutation/${room}.json` },
  // What survives is killed by a test or argued on its line: `// Stryker disable next-line`.
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  timeoutMS: 15_000,
};
