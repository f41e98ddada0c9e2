import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeApp } from '../fixtures/app.ts';
import { snapshotOfTrees } from '../fixtures/folder.ts';
import { SCRIPT, setUp } from '../fixtures/installer.ts';
import { confOf, programHost } from '../fixtures/programs.ts';

test('a script that floods its output is cut in the middle, not in memory (otau 3.5, 5.1)', async () => {
  const { folder, installer } = await setUp({ maxOutputBytes: 4096 });
  const flood = `${SCRIPT}echo begin\nhead -c 3000000 /dev/zero | tr '\\0' x\necho\necho end\n`;
  const { output } = await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': flood }) });
  expect(output.length).toBeLessThan(4300);
  expect(output).toMatch(/^begin\n[^]*\[… \d+ bytes left out …\][^]*end\n$/);
});

test('a script that forks a daemon ends with its script, and the daemon lives (otau 3.5)', async () => {
  const { folder, installer } = await setUp();
  const daemon = `${SCRIPT}sleep 30 &\necho $! > ${folder}/pid\necho done\n`;
  const { output } = await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': daemon }) });
  expect(output).toBe('done\n');
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
  expect(process.kill(pid, 0)).toBe(true);
  process.kill(pid, 'SIGKILL');
});

test('a script that deletes its own tree was installed all the same, and can be replaced and removed (otau 3.4)', async () => {
  const { folder, installer, stateDir } = await setUp({ host: programHost() });
  const suicide = { 'install.sh': `${SCRIPT}rm -rf "$PWD"\n`, 'supervisor.conf': confOf('a') };
  await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', suicide) });
  await installer.install({ path: await writeApp(folder, 'a.v2.tar.gz', { ...suicide, more: '' }) });
  expect(await installer.rollback('a')).toMatchObject({ version: '1' });
  await installer.uninstall('a');
  const rest = await snapshotOfTrees(stateDir);
  expect(Object.keys(rest)).toEqual(['apps/', 'packages/', 'staging/']);
});

/** Installs in a process of its own, which the script may kill. */
async function installElsewhere(stateDir: string, path: string): Promise<string | null> {
  const program = join(stateDir, '..', 'installer.ts');
  const source = join(import.meta.dirname, '..', '..', 'src', 'index.ts');
  await writeFile(
    program,
    `import { createInstaller } from ${JSON.stringify(source)};
     const nobody = async () => {};
     const host = { check: nobody, apply: nobody, remove: nobody, state: async () => 'RUNNING' };
     await createInstaller({ stateDir: ${JSON.stringify(stateDir)}, host }).install({ path: ${JSON.stringify(path)}, id: 'r' });`,
  );
  const child = spawn(process.execPath, [program], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}

test('a script that kills the updater, or reboots, is reported and does not run again (otau 3.3, 3.5)', async () => {
  const { folder, installer, stateDir } = await setUp();
  // What `reboot` does to the updater: it is gone in the middle of the script.
  const killer = `${SCRIPT}echo x >> ${folder}/ran\nkill -9 $PPID\nsleep 1\n`;
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': killer });
  expect(await installElsewhere(stateDir, path)).toBe('SIGKILL');
  expect(await installer.pending()).toMatchObject({ state: 'installing', name: 'a' });
  expect(await installer.recover()).toMatchObject([{ id: 'r', outcome: 'interrupted' }]);
  await expect(installer.install({ path, id: 'r' })).rejects.toMatchObject({ code: 'OTAU_INTERRUPTED' });
  expect(await readFile(join(folder, 'ran'), 'utf8')).toBe('x\n');
});
