import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildSlowDisk } from '../../src/slow-disk/slow-disk.ts';

const PROGRAM = `
  const fs = require('node:fs');
  const descriptor = fs.openSync(process.argv[1], 'w');
  const start = performance.now();
  fs.fsyncSync(descriptor);
  fs.fdatasyncSync(descriptor);
  console.log(performance.now() - start);
`;

test('lets every fsync and fdatasync of a process take longer (queue 6)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slow-disk-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const disk = buildSlowDisk(folder);
  if (disk.kind === 'missing') {
    expect(disk.reason).toContain('cc');
    return;
  }
  const env = { ...process.env, ...disk.env(60) };
  const child = spawnSync(process.execPath, ['-e', PROGRAM, join(folder, 'file')], { env, encoding: 'utf8' });
  expect(Number(child.stdout)).toBeGreaterThanOrEqual(120);
});
