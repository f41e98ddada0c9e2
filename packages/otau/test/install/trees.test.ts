import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLayout, makeLayout } from '../../src/install/layout.ts';
import { systemFiles as files } from '../../src/files/system-files.ts';
import { linkTrees, placeTree, tidyUp, undoPlace } from '../../src/install/trees.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';

const OLD = 'a'.repeat(64);
const NEW = 'b'.repeat(64);

async function setUp() {
  const stateDir = await freshFolder();
  const layout = createLayout(stateDir);
  await makeLayout(layout);
  const staged = join(layout.staging, 'tree');
  await mkdir(staged, { mode: 0o700 });
  await writeFile(join(staged, 'f'), 'new');
  return { stateDir, layout };
}

test('places a tree under its digest, and takes it away again (otau 3.1)', async () => {
  const { stateDir, layout } = await setUp();
  const placement = { layout, files, name: 'app', sha256: NEW };
  await placeTree(placement);
  expect((await snapshot(stateDir))[`apps/app/${NEW}/f`]).toBe('new');
  await undoPlace(placement, false);
  expect(await snapshot(stateDir)).toEqual({ 'apps/': '', 'packages/': '', 'staging/': '' });
});

test('a power cut while a tree is replaced loses neither (otau 3.3)', async () => {
  const { stateDir, layout } = await setUp();
  const row = { name: 'app', version: '1', sha256: OLD, kind: 'script', installedAt: 0, exitCode: 0 } as const;
  await mkdir(layout.app('app'), { recursive: true });
  await mkdir(layout.replaced('app', OLD));
  await writeFile(join(layout.replaced('app', OLD), 'f'), 'old');
  await tidyUp(layout, [row]);
  expect(await snapshot(stateDir)).toEqual({
    'apps/': '',
    'apps/app/': '',
    'apps/app/current': `-> ${OLD}`,
    [`apps/app/${OLD}/`]: '',
    [`apps/app/${OLD}/f`]: 'old',
    'packages/': '',
    'staging/': '',
  });
});

test('links follow the inventory (otau 3.1)', async () => {
  const { stateDir, layout } = await setUp();
  await mkdir(layout.app('app'), { recursive: true });
  const row = { name: 'app', version: '2', sha256: NEW, kind: 'script', installedAt: 0, exitCode: 0 } as const;
  await linkTrees(layout, { ...row, previous: { version: '1', sha256: OLD } });
  const state = await snapshot(stateDir);
  expect([state['apps/app/current'], state['apps/app/previous']]).toEqual([`-> ${NEW}`, `-> ${OLD}`]);
});

test('a tree that the inventory knows is never taken for a leftover, whatever its links say (otau 3.3)', async () => {
  const { layout, stateDir } = await setUp();
  await mkdir(layout.tree('app', OLD), { recursive: true });
  await symlink('elsewhere', join(layout.app('app'), 'current'));
  await undoPlace({ layout, files, name: 'app', sha256: OLD }, true);
  const row = { name: 'app', version: '1', sha256: OLD, kind: 'script', installedAt: 0, exitCode: 0 } as const;
  await tidyUp(layout, [row]);
  expect((await snapshot(stateDir))['apps/app/current']).toBe(`-> ${OLD}`);
});
