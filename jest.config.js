export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  // A deadline for hanging, not for speed: a busy machine takes ten times as long as a quiet one.
  testTimeout: 120_000,
  // Half of the time they wait for processes of their own.
  maxWorkers: '100%',
  // Tests that wait for real sockets wait side by side.
  maxConcurrency: 30,
};
