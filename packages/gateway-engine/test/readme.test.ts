import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, onTestFinished, test } from 'vitest';

const PACKAGE = new URL('..', import.meta.url);

test('the example of the README is a whole program that does what it says', async () => {
  const readme = await readFile(new URL('README.md', PACKAGE), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  // Inside the package, so that its own name and those of its dependencies resolve as they do for a user; in dist, which
  // the linter passes over.
  await mkdir(new URL('dist/', PACKAGE), { recursive: true });
  const file = fileURLToPath(new URL('dist/readme-example.ts', PACKAGE));
  await writeFile(file, example);
  onTestFinished(() => rm(file));
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout).toBe('engine_report: {"apps":[]}\n');
});
