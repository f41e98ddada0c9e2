import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatSystemdDropIn, formatSystemdUnit } from '../../src/boot/systemd.ts';
import { temporaryFolder } from '../support/folders.ts';

test('kills the orphans of a crash, comes back soon, and never reloads (supervisord 8)', () => {
  for (const text of [formatSystemdUnit(), formatSystemdDropIn()]) {
    expect(text).toContain('KillMode=mixed\n');
    expect(text).toContain('RestartSec=2\n');
    expect(text).toContain('ExecStartPre=-/usr/bin/supervisor-bridge quarantine');
    expect(text).toContain('ExecReload=/usr/bin/supervisorctl -c /etc/supervisor/supervisord.conf update\n');
  }
  expect(formatSystemdDropIn()).toContain('ExecReload=\n');
});

test('systemd finds nothing wrong with either', (context) => {
  if (spawnSync('systemd-analyze', ['--version']).error !== undefined) context.skip();
  const folder = temporaryFolder();
  const bridgePath = join(folder, 'bridge');
  writeFileSync(bridgePath, '#!/bin/sh\n');
  chmodSync(bridgePath, 0o755);
  const unit = join(folder, 'supervisor.service');
  writeFileSync(unit, formatSystemdUnit({ bridgePath }));
  mkdirSync(`${unit}.d`);
  writeFileSync(join(`${unit}.d`, 'gateway.conf'), formatSystemdDropIn({ bridgePath }));
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' });
  expect([status, stderr.split('\n').filter((line) => line.includes(folder))]).toEqual([0, []]);
});
