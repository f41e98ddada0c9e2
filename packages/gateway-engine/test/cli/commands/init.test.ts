import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createConfFolder } from '@gateway-engine/supervisor-bridge';
import { expect, test } from 'vitest';

import { gwe } from '../../fixtures/gwe.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
}

test('prints the files and says on stderr what to do next; writes nothing (supervisord 8)', async () => {
  const root = await temporaryFolder();
  const { code, stdout, stderr } = await gwe(root, 'init', 'systemd');
  expect(code).toBe(0);
  expect(stdout).toContain('==> /etc/systemd/system/supervisor.service <==');
  expect(stdout).toContain('ExecStartPre=-');
  expect(stdout).toContain(`${root}/etc/supervisor/conf.d/gwe.conf <==`);
  expect(stderr).toContain('gwe init systemd --out /');
  expect(stderr).toContain('--set-product-id');
  expect(stderr).toContain('systemctl daemon-reload');
  await expect(stat(join(root, 'etc'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a gateway that knows who it is is not told to say so', async () => {
  const root = await temporaryFolder();
  await gwe(root, '--set-product-id', 'pid', '--set-uuid', '0001');
  expect((await gwe(root, 'init', 'systemd')).stderr).not.toContain('--set-product-id');
});

test('amends the unit of a distribution, and writes a whole one where there is none or for a root of its own (supervisord 8)', async () => {
  const [root, bare, debian] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  await write(join(debian, 'usr/lib/systemd/system/supervisor.service'), '[Service]\n');
  const init = async (gweRoot: string, out: string): Promise<readonly string[]> =>
    (await gwe(gweRoot, 'init', 'systemd', '--out', out)).stdout.split('\n');
  expect(await init('/', debian)).toContain(`${debian}/etc/systemd/system/supervisor.service.d/gateway.conf`);
  expect(await init(root, debian)).toContain(`${debian}/etc/systemd/system/supervisor.service`);
  expect(await init('/', bare)).toContain(`${bare}/etc/systemd/system/supervisor.service`);
  const unit = await readFile(join(bare, 'etc/systemd/system/supervisor.service'), 'utf8');
  expect(unit).toContain('supervisord -n -c /etc/supervisor/supervisord.conf');
});

test('leaves configuration alone that is there, and replaces what starts it', async () => {
  const [root, out] = [await temporaryFolder(), await temporaryFolder()];
  const conf = join(out, root, 'etc/supervisor/conf.d/gwe.conf');
  const script = join(out, 'etc/init.d/supervisor');
  await write(conf, 'mine\n');
  await write(script, 'old\n');
  expect((await gwe(root, 'init', 'sysv', '--out', out)).code).toBe(0);
  expect(await readFile(conf, 'utf8')).toBe('mine\n');
  expect(await readFile(script, 'utf8')).toContain('BEGIN INIT INFO');
  expect((await stat(script)).mode & 0o777).toBe(0o755);
  const again = await gwe(root, 'init', 'sysv', '--out', out);
  expect(again).toMatchObject({ code: 0, stdout: '' });
  expect(again.stderr).toContain(`is there already: ${script}`);
});

test('a dry run tells what it would write, and writes nothing', async () => {
  const [root, out] = [await temporaryFolder(), await temporaryFolder()];
  const { code, stdout, stderr } = await gwe(root, 'init', 'container', '--out', out, '--dry-run');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain(`would write: ${out}/usr/local/bin/gateway-entrypoint`);
  await expect(stat(join(out, 'usr'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('sh reads the scripts, and supervisord reads the confs', async () => {
  const [root, out] = [await temporaryFolder(), await temporaryFolder()];
  await gwe(root, 'init', 'container', '--out', out);
  await gwe(root, 'init', 'sysv', '--out', out);
  for (const script of ['usr/local/bin/gateway-entrypoint', 'etc/init.d/supervisor']) {
    execFileSync('sh', ['-n', join(out, script)]);
  }
  await mkdir(join(root, 'var/log'), { recursive: true });
  const supervisor = join(out, root, 'etc/supervisor');
  const folder = createConfFolder({
    dir: join(supervisor, 'conf.d'),
    mainConfPath: join(supervisor, 'supervisord.conf'),
    reservedNames: [],
  });
  const program = await readFile(join(supervisor, 'conf.d/gwe.conf'), 'utf8');
  await folder.check('gwe', program);
  expect(program).toContain('--with-gmq');
  expect(program).toContain(`GWE_ROOT='${root}'`);
});

test('a system that it does not know is wrong usage', async () => {
  const { code, stderr } = await gwe(await temporaryFolder(), 'init', 'upstart');
  expect(code).toBe(2);
  expect(stderr).toContain('systemd, sysv, container');
});
