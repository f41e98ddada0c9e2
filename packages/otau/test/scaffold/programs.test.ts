import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAMS } from '../../src/scaffold/programs.ts';
import { freshFolder } from '../fixtures/folder.ts';

const CHECKS = {
  sh: ['sh', '-n'],
  python: ['python3', '-m', 'py_compile'],
  node: [process.execPath, '--check'],
} as const;

test.each(['sh', 'python', 'node'] as const)('the program in %s is one for its interpreter', async (language) => {
  const { file, text } = PROGRAMS[language];
  const path = join(await freshFolder(), file);
  writeFileSync(path, text);
  const [command, ...args] = CHECKS[language];
  expect(() => execFileSync(command, [...args, path])).not.toThrow();
});
