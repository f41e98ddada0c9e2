import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { expect, test } from 'vitest';

import { createBuildfile } from '../../src/cli/create-buildfile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function answer(...lines: readonly string[]) {
  const printed: string[] = [];
  const asked: string[] = [];
  const output = {
    print: (text: string) => printed.push(text),
    prompt: (text: string) => asked.push(text),
    warn: () => undefined,
  };
  const run = () => createBuildfile(Readable.from(lines.map((line) => `${line}\n`)), output);
  return { printed, asked, run };
}

test('asks three questions with their defaults, explains the six keys, and prints where the file is (gwe 9)', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'app.json');
  const { printed, asked, run } = answer(path, 'counter', '');
  expect(await run()).toBe(0);
  expect(asked).toEqual([
    'Name of the build file (my_app.json): ',
    'Name of the app (my_app): ',
    'Version of the app (1): ',
  ]);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    name: 'counter',
    version: '1',
    includes: ['install.sh'],
    excludes: [],
    pre_build_cmds: [],
    post_build_cmds: [],
  });
  for (const key of ['name', 'version', 'includes', 'excludes', 'pre_build_cmds', 'post_build_cmds']) {
    expect(printed[0]).toContain(`\n  ${key} `);
  }
  expect(printed.at(-1)).toBe(`${path}\n`);
});

test('a name that no tarball can have is refused at once, and a file that is there is left alone', async () => {
  const path = join(await temporaryFolder(), 'app.json');
  await expect(answer(path, 'two words', '1').run()).rejects.toMatchObject({ code: 'OTAU_NAME_INVALID' });
  await writeFile(path, 'mine');
  await expect(answer(path).run()).rejects.toThrow('is there already');
  expect(await readFile(path, 'utf8')).toBe('mine');
});
