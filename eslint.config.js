import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const siblings = ['device-client', 'exosite-emulator', 'gmq', 'otau', 'supervisor-bridge'].map(
  (name) => `@gateway-engine/${name}`,
);
/** The import rule of docs/architecture.md: which siblings the sources of a package may name. */
const allowedSiblings = {
  'device-client': [],
  'exosite-emulator': [],
  gmq: ['@gateway-engine/device-client'],
  otau: [],
  'supervisor-bridge': [],
  'gateway-engine': siblings.filter((name) => name !== '@gateway-engine/exosite-emulator'),
};

const importRules = Object.entries(allowedSiblings).map(([name, allowed]) => ({
  files: [`packages/${name}/src/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [...siblings, 'gateway-engine']
          .filter((sibling) => !allowed.includes(sibling))
          .map((sibling) => ({
            group: [sibling, `${sibling}/*`],
            message: 'See the import rule in packages/README.md.',
          })),
      },
    ],
  },
}));

export default defineConfig(
  globalIgnores(['**/dist/', 'coverage/']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 250],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  ...importRules,
  {
    // Libraries take options and publish diagnostics; only a cli folder touches the process it runs in.
    files: ['packages/*/src/**/*.ts'],
    ignores: ['packages/*/src/cli/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['env', 'argv', 'exit', 'exitCode', 'stdout', 'stderr', 'cwd'].map((property) => ({
          object: 'process',
          property,
          message: 'Only files under cli/ may use it: pass it in as an option.',
        })),
      ],
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
