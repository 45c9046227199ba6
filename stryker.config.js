import jestConfig from './jest.config.js';

// `npm run test:mutation`: breaks each line of the rooms where a fault costs most, and expects a test to say so. A room alone:
// `npm run test:mutation -- --mutate 'lib/signature/*.ts'`. What survives is killed by a test or argued on its line.
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  jest: {
    // A room's own tests: those that go through processes would not see the broken line, and take minutes.
    config: { ...jestConfig, testMatch: ['<rootDir>/test/{signature,callback,params,worker}/**/*.test.ts'] },
    enableFindRelatedTests: true,
  },
  mutate: ['lib/{signature,callback,params,worker}/**/*.ts'],
  ignorePatterns: ['dist', 'reports', '.local', '.serverless', '.esbuild', 'coverage'],
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'html', 'json', 'progress'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  thresholds: { high: 95, low: 85, break: 80 },
  concurrency: 1,
  timeoutMS: 30_000,
};
