import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const packages = readdirSync(new URL('packages', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export default defineConfig({
  test: {
    reporters: ['default', './scripts/count-reporter.ts'],
    projects: [
      ...['bench', 'faults', 'release'].map((name) => ({
        test: { name, root: `./${name}`, include: ['test/**/*.test.ts'], testTimeout: 120_000 },
      })),
      ...packages.map((name) => ({
        test: { name, root: `./packages/${name}`, include: ['test/**/*.test.ts'], testTimeout: 30_000 },
      })),
      {
        test: {
          name: 'workspace',
          root: './test',
          include: ['**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/cli/**'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
