import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
} from 'node:fs';
import { readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { findPowerCutObstacle, mountPowerCutFs, type PowerCutFs } from '../../src/power-cut-fs/power-cut-fs.ts';

const obstacle = findPowerCutObstacle();
const withFuse = test.runIf(obstacle === undefined);

async function mount(): Promise<PowerCutFs> {
  const dir = mkdtempSync(join(tmpdir(), 'power-cut-'));
  const fs = await mountPowerCutFs(dir);
  onTestFinished(async () => {
    await fs.unmount();
    rmSync(dir, { recursive: true, force: true });
  });
  return fs;
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

async function cut(fs: PowerCutFs, keepShare = 0, seed = 0): Promise<void> {
  await fs.cutPower({ keepShare, seed });
  await fs.restorePower();
}

withFuse('keeps what was synced and nothing else, file by file (queue 6)', async () => {
  const fs = await mount();
  const [kept, lost] = ['kept', 'lost'].map((name) => openSync(join(fs.path, name), 'w'));
  writeSync(kept!, 'first');
  fdatasyncSync(kept!);
  writeSync(kept!, ' second');
  writeSync(lost!, 'first');
  syncPath(fs.path);
  await cut(fs);
  expect(readFileSync(join(fs.path, 'kept'), 'utf8')).toBe('first');
  expect(readFileSync(join(fs.path, 'lost'), 'utf8')).toBe('');
  expect(() => writeSync(kept!, 'x')).toThrow(expect.objectContaining({ code: 'EIO' }));
});

withFuse('a name is there after a cut only if its folder was synced', async () => {
  const fs = await mount();
  mkdirSync(join(fs.path, 'folder'));
  writeFileSync(join(fs.path, 'folder', 'old'), 'text', { flush: true });
  syncPath(fs.path);
  syncPath(join(fs.path, 'folder'));
  renameSync(join(fs.path, 'folder', 'old'), join(fs.path, 'folder', 'new'));
  writeFileSync(join(fs.path, 'unknown'), 'text', { flush: true });
  await cut(fs);
  expect(readdirSync(join(fs.path, 'folder'))).toEqual(['old']);
  expect(existsSync(join(fs.path, 'unknown'))).toBe(false);
});

withFuse('a link leads where it led, if its name is there: a journal holds both', async () => {
  const fs = await mount();
  const target = 'releases/'.padEnd(600, '1');
  symlinkSync(target, join(fs.path, 'current'));
  syncPath(fs.path);
  symlinkSync('releases/2', join(fs.path, 'next'));
  await cut(fs);
  expect(readdirSync(fs.path)).toEqual(['current']);
  expect(readlinkSync(join(fs.path, 'current'))).toBe(target);
});

withFuse('of what was not synced, a part may survive, in no order', async () => {
  const fs = await mount();
  const file = openSync(join(fs.path, 'file'), 'w');
  writeSync(file, Buffer.alloc(512 * 64, 'a'));
  fsyncSync(file);
  syncPath(fs.path);
  writeSync(file, Buffer.alloc(512 * 64, 'b'), 0, 512 * 64, 0);
  await cut(fs, 0.5, 7);
  const blocks = Array.from({ length: 64 }, (_, block) => readFileSync(join(fs.path, 'file'))[block * 512]);
  expect(new Set(blocks)).toEqual(new Set([97, 98]));
  closeSync(file);
});

withFuse('SQLite keeps its commits on it with synchronous FULL, and loses them with NORMAL', async () => {
  const fs = await mount();
  for (const [synchronous, left] of [
    ['FULL', 3],
    ['NORMAL', 1],
  ] as const) {
    const path = join(fs.path, synchronous);
    const open = (): DatabaseSync => {
      const database = new DatabaseSync(path);
      database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
      return database;
    };
    const before = open();
    before.exec('CREATE TABLE t(a); INSERT INTO t VALUES (1); PRAGMA wal_checkpoint');
    before.exec('INSERT INTO t VALUES (2)');
    before.exec('INSERT INTO t VALUES (3)');
    await cut(fs);
    // Whatever SQLite still writes when it closes goes nowhere.
    before.close();
    const after = open();
    expect(after.prepare('SELECT count(*) AS n FROM t').get()?.['n']).toBe(left);
    after.close();
  }
});

withFuse('refuses as a broken or a full disk does', async () => {
  const fs = await mount();
  const file = openSync(join(fs.path, 'file'), 'w');
  await fs.setFault('noSpace');
  expect(() => writeSync(file, 'x')).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
  await fs.setFault('syncFails');
  expect(() => {
    fsyncSync(file);
  }).toThrow(expect.objectContaining({ code: 'EIO' }));
  await fs.setFault('none');
  fsyncSync(file);
  closeSync(file);
});

test('says what is missing where it cannot be mounted', () => {
  expect(obstacle).toBe(obstacle === undefined ? undefined : expect.stringContaining('missing'));
});
