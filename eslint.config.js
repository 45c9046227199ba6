import { defineConfig } from 'eslint/config';
import jest from 'eslint-plugin-jest';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.esbuild/', '.serverless/', '.local/', '.stryker-tmp/', 'reports/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Ids, counts and sizes belong in messages as they are.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
    },
  },
  {
    // Only the edges read the environment: the flow is handed what it needs.
    files: ['lib/**/*.{ts,tsx}'],
    ignores: ['lib/cli/main.ts', 'lib/local/**', 'lib/deploy/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only handlers/, lib/cli/main.ts, lib/local/ and lib/deploy/ read process.env.',
        },
      ],
    },
  },
  {
    files: ['lib/**/*.{ts,tsx}', 'handlers/**/*.ts'],
    extends: [jsdoc.configs['flat/recommended-typescript-error']],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'],
        },
      ],
      // The types already say it; prose says what types cannot.
      'jsdoc/require-param': 'off',
      'jsdoc/require-returns': 'off',
      'jsdoc/require-yields': 'off',
      'jsdoc/require-throws-type': 'off',
      'jsdoc/tag-lines': ['error', 'any', { startLines: null }],
    },
  },
  {
    // Silences the warnings that node-rsa prints about MD5, which OSS leaves no choice about.
    files: ['lib/signature/pub-key.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      // Contract suites and helpers assert on the tests' behalf; expect* names say so.
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', '**.expect*', 'fc.assert'] }],
      'jest/no-export': 'off',
      'jest/no-standalone-expect': 'off',
      'jest/no-conditional-expect': 'off',
      'jest/valid-title': ['error', { ignoreTypeOfDescribeName: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
