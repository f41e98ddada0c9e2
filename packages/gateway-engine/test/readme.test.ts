import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

const PACKAGE = new URL('..', import.meta.url);

test('the example of the README is a whole program that does what it says', async () => {
  const readme = await readFile(new URL('README.md', PACKAGE), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  // Inside the package, so that its own name and those of its dependencies resolve as they do for a user.
  const folder = new URL('node_modules/.cache/readme/', PACKAGE);
  await mkdir(folder, { recursive: true });
  const file = fileURLToPath(new URL('example.ts', folder));
  await writeFile(file, example);
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout).toBe('engine_report: {"apps":[]}\n');
});
