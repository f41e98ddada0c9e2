import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles as files } from '../../src/files/system-files.ts';
import { readJournal, writeJournal } from '../../src/journal/journal.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { operation } from '../fixtures/operation.ts';

test('what is written is read back, private, and an empty journal is no file (otau 3.2)', async () => {
  const folder = await freshFolder();
  const path = join(folder, 'journal.json');
  expect(await readJournal(files, path)).toEqual({ reports: [] });
  const end = { id: 'x', action: 'install', fileName: 'f', name: 'n', version: '1', outcome: 'done' } as const;
  await writeJournal(files, path, { operation: operation(), reports: [end] });
  expect(await readJournal(files, path)).toEqual({ operation: operation(), reports: [end] });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeJournal(files, path, { reports: [] });
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  '',
  '{"format":1,',
  '{"format":2,"reports":[]}',
  '{"format":1}',
  '{"format":1,"reports":[],"operation":{}}',
])('takes %j for damage, and never for nothing (otau 3.3)', async (text) => {
  const path = join(await freshFolder(), 'journal.json');
  await writeFile(path, text);
  expect(await readJournal(files, path)).toBe('damaged');
});

test('keeps no more than a bounded number of reports', async () => {
  const path = join(await freshFolder(), 'journal.json');
  const reports = Array.from(
    { length: 100 },
    (_, index) =>
      ({ id: `${index}`, action: 'install', fileName: 'f', name: 'n', version: '1', outcome: 'done' }) as const,
  );
  await writeJournal(files, path, { reports });
  const found = await readJournal(files, path);
  expect(found === 'damaged' ? [] : found.reports.map(({ id }) => id)).toEqual(reports.slice(36).map(({ id }) => id));
});
