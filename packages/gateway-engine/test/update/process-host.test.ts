import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createConfFolder, createSupervisorctl } from '@gateway-engine/supervisor-bridge';
import { expect, test } from 'vitest';

import { createSupervisorHost } from '../../src/update/process-host.ts';
import { startSupervisord } from '../fixtures/supervisord.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const CONF = '[supervisord]\ncommand = sleep 600\nstartsecs = 0\n';

async function setUp() {
  const supervisord = await startSupervisord(await temporaryFolder());
  const { control, confDir, confPath, logDir } = supervisord;
  const folder = createConfFolder({ dir: confDir, mainConfPath: confPath });
  return {
    supervisord,
    control,
    confDir,
    folder,
    host: createSupervisorHost({ control, folder, logDir, mainConfPath: confPath }),
  };
}

test('runs a program, restarts it when its conf is the same, and removes it', async () => {
  const { control, confDir, host } = await setUp();
  await host.apply('counter', CONF);
  expect(await host.state('counter')).toBe('RUNNING');
  const first = (await control.statusOf('counter'))?.pid;
  await host.apply('counter', CONF);
  const second = (await control.statusOf('counter'))?.pid;
  expect(second).toBeGreaterThan(0);
  expect(second).not.toBe(first);
  await host.remove('counter');
  expect(await host.state('counter')).toBe('UNKNOWN');
  expect(await readdir(confDir)).toEqual([]);
});

test('a conf that would be refused is refused before anything is written (gwe 93)', async () => {
  const { confDir, host } = await setUp();
  await expect(host.check('counter', 'command = sleep 600\n')).rejects.toMatchObject({
    code: 'SUPERVISOR_CONF_REFUSED',
  });
  await expect(host.apply('counter', '[supervisord]\nautostart = perhaps\n')).rejects.toMatchObject({
    code: 'SUPERVISOR_CONF_REFUSED',
  });
  expect(await readdir(confDir)).toEqual([]);
});

test('an app that does not start is no failed install: its state tells (gwe 57)', async () => {
  const { host } = await setUp();
  const broken = '[supervisord]\ncommand = /no/such/program\nstartretries = 0\n';
  await host.apply('broken', broken);
  expect(await host.state('broken')).toBe('FATAL');
  await host.apply('broken', broken);
  expect(await host.state('broken')).toBe('FATAL');
});

test('with supervisord down the conf is put in its place, to be read at the next start (gwe 112)', async () => {
  const { supervisord, confDir, host } = await setUp();
  await supervisord.stop();
  await host.check('counter', CONF);
  await host.apply('counter', CONF);
  expect(await readdir(confDir)).toEqual(['counter.conf']);
  await supervisord.start();
  expect(await host.state('counter')).toBe('RUNNING');
  await supervisord.stop();
  await host.remove('counter');
  expect(await readdir(confDir)).toEqual([]);
});

test('without supervisor on the machine an app is refused before its script can run, with what to do', async () => {
  const { folder } = await setUp();
  const control = createSupervisorctl({ confPath: '/etc/supervisor/supervisord.conf', command: '/no/supervisorctl' });
  const host = createSupervisorHost({ control, folder, logDir: '/var/log', mainConfPath: '/no/such/file' });
  await expect(host.check('counter', CONF)).rejects.toMatchObject({
    code: 'SUPERVISOR_NOT_INSTALLED',
    message: expect.stringContaining('apt-get install supervisor') as string,
  });
});

test('a program is watched for its health, and stopped for its removal (otau 3.6, 3.11)', async () => {
  const { control, host } = await setUp();
  await host.apply('counter', CONF);
  expect(await host.health?.('counter', { forMs: 10 })).toEqual({ healthy: true });
  await host.apply('broken', '[supervisord]\ncommand = /bin/false\nstartretries = 0\n');
  expect(await host.health?.('broken', { forMs: 10 })).toMatchObject({ healthy: false });
  await host.stop?.('counter');
  expect((await control.statusOf('counter'))?.state).toBe('STOPPED');
});

test('an app that runs from its own tree is started there (otau 3.4)', async () => {
  const { folder, host } = await setUp();
  const directory = await temporaryFolder();
  await host.apply('counter', CONF, { directory });
  expect(await readFile(join(folder.dir, 'counter.conf'), 'utf8')).toContain(`directory = ${directory}\n`);
  await host.apply('counter', `${CONF}directory = /tmp\n`, { directory });
  expect(await readFile(join(folder.dir, 'counter.conf'), 'utf8')).toContain('directory = /tmp\n');
});
