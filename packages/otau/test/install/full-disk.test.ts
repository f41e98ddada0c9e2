import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createInstaller } from '../../src/install/installer.ts';
import { formatInstallFailure } from '../../src/install/report.ts';
import { writeApp } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { SCRIPT } from '../fixtures/installer.ts';
import { confOf, programHost } from '../fixtures/programs.ts';

const run = promisify(execFile);

/** A disk of 512 KiB; undefined where nothing may be mounted. */
async function mountSmallDisk(): Promise<string | undefined> {
  const folder = join(await freshFolder(), 'disk');
  await mkdir(folder);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  onTestFinished(async () => {
    await run('umount', ['-l', folder]);
  });
  return folder;
}

const disk = await mountProbe();

async function mountProbe(): Promise<boolean> {
  return (
    process.getuid?.() === 0 &&
    (await run('unshare', ['-m', 'true']).then(
      () => true,
      () => false,
    ))
  );
}

test.runIf(disk)(
  'a disk that is full at any stage: told, the old version works, nothing half-written remains (otau 3.10)',
  async () => {
    const folder = await mountSmallDisk();
    if (folder === undefined) throw new Error('a tmpfs could be mounted a moment ago');
    const outside = await freshFolder();
    await chmod(outside, 0o755);
    const host = programHost();
    const stateDir = join(folder, 'state');
    // Without a reserve, so that the disk is really full and not only nearly so.
    const installer = createInstaller({ stateDir, host, limits: { reserveBytes: 0 } });
    const pack = (version: string, bytes: number) =>
      writeApp(outside, `a.v${version}.tar.gz`, {
        'install.sh': SCRIPT,
        'supervisor.conf': confOf(`v${version}`),
        data: Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64'),
      });
    await installer.install({ path: await pack('1', 1_000) });
    const two = await pack('2', 40_000);
    const before = await tree(stateDir);
    const { bavail, bsize } = await statfs(folder);
    let refused = 0;
    for (let leave = 0; leave < bavail; leave += 2) {
      await writeFile(join(folder, 'ballast'), Buffer.alloc((bavail - leave) * bsize));
      const failure: unknown = await installer.install({ path: two }).then(
        () => undefined,
        (error: unknown) => error,
      );
      await rm(join(folder, 'ballast'));
      if (failure === undefined) break;
      refused += 1;
      expect(failure).toMatchObject({ code: 'OTAU_DISK_FULL', retryable: true });
      expect(formatInstallFailure('a.v2.tar.gz', failure)).toMatch(/Free some space/);
      await installer.recover();
      expect(await tree(stateDir)).toEqual(before);
      expect(host.confs.get('a')).toBe(confOf('v1'));
    }
    expect(refused).toBeGreaterThan(5);
    expect(await installer.install({ path: two })).toMatchObject({ version: '2' });
  },
);

async function tree(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}
