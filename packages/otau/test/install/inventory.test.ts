import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type InventoryEntry,
  parseInventory,
  readInventory,
  withEntry,
  writeInventory,
} from '../../src/install/inventory.ts';
import { freshFolder } from '../fixtures/folder.ts';

const row = (name: string, version = '1'): InventoryEntry => ({
  name,
  version,
  sha256: '0'.repeat(64),
  kind: 'program',
  installedAt: 1,
  exitCode: 0,
});

test('what is written is read back (otau 3.1)', async () => {
  const path = join(await freshFolder(), 'inventory.json');
  expect(await readInventory(path)).toEqual({ apps: [], quarantine: [] });
  const rows = [row('a'), { ...row('b'), previous: { version: '0', sha256: '1'.repeat(64) } }];
  const reason = 'It was EXITED.';
  const quarantine = [{ sha256: '2'.repeat(64), name: 'a', version: '2', reason, at: 3 }];
  await writeInventory(path, { apps: rows, quarantine });
  expect(await readInventory(path)).toEqual({ apps: rows, quarantine });
});

test('an app has one row, and rows are sorted by name', () => {
  expect(withEntry([row('b'), row('a', '1')], row('a', '2'))).toEqual([row('a', '2'), row('b')]);
});

test.each([
  '',
  '[]',
  '{"format":2,"apps":[]}',
  '{"format":1,"apps":{}}',
  '{"format":1,"apps":[{"name":"a"}]}',
  JSON.stringify({ format: 1, apps: [{ ...row('a'), sha256: '../../etc' }] }),
  JSON.stringify({ format: 1, apps: [{ ...row('a'), kind: 'other' }] }),
])('%j is no inventory', async (text) => {
  expect(parseInventory(text)).toBeUndefined();
  const path = join(await freshFolder(), 'inventory.json');
  await writeFile(path, text);
  await expect(readInventory(path)).rejects.toMatchObject({ code: 'OTAU_STATE_CORRUPT' });
});
