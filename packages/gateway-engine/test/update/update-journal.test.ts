import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createUpdateJournal } from '../../src/update/update-journal.ts';
import { EMPTY_UPDATE_STATE, type UpdateState } from '../../src/update/update-state.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const state: UpdateState = {
  uncleared: { engine_fetch: '{"install":[]}' },
  entries: [
    { id: '1', action: 'install', name: 'a.v1.tar.gz', sha256: 'f'.repeat(64) },
    { id: '2', action: 'remove', name: 'b' },
  ],
  settled: ['0'],
  status: 'told later',
};

test('a new process finds the state as the last one left it (gwe 79)', async () => {
  const path = join(await temporaryFolder(), 'state/update.json');
  await createUpdateJournal(path).write(state);
  expect(await createUpdateJournal(path).read()).toEqual(state);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('with nothing to remember there is no file', async () => {
  const folder = await temporaryFolder();
  const journal = createUpdateJournal(join(folder, 'update.json'));
  expect(await journal.read()).toEqual(EMPTY_UPDATE_STATE);
  await journal.write(state);
  await journal.write(EMPTY_UPDATE_STATE);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  'not JSON',
  '{"uncleared":{},"entries":[{"id":"1","name":"x","action":"fly"}],"settled":[],"status":""}',
  '{"uncleared":{"engine_fetch":7},"entries":[],"settled":[],"status":""}',
  '{"uncleared":{},"entries":[],"settled":[7],"status":""}',
  'null',
])('a damaged file is set aside and reported, never run: %s', async (text) => {
  const path = join(await temporaryFolder(), 'update.json');
  await writeFile(path, text);
  const found = await createUpdateJournal(path).read();
  expect(found.entries).toEqual([]);
  expect(found.status).toContain('damaged');
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe(text);
});
