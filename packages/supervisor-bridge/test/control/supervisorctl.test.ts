import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { createSupervisorctl } from '../../src/control/supervisorctl.ts';
import { waitForState } from '../../src/control/wait.ts';
import { createSupervisord } from '../../src/daemon/supervisord.ts';
import { defineProgram, type ProgramDefinition } from '../../src/program/define.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';
import { any, matching } from '../support/matchers.ts';

const root = mkdtempSync('/tmp/sb-');
const steady = { name: 'steady', command: ['/bin/sleep', '1000'], startSeconds: 0 } as const;
const programs: readonly ProgramDefinition[] = [
  steady,
  { name: 'missing', command: '/nonexistent/program', autostart: false },
  { name: 'early', command: '/bin/false', autostart: false, startSeconds: 1, startRetries: 0 },
];
const daemon = createSupervisord({ root, programs });
const { control, confDir } = daemon;

function writeConf(name: string, text: string): void {
  writeFileSync(join(confDir, `${name}.conf`), text);
}

function dropConf(name: string): void {
  rmSync(join(confDir, `${name}.conf`), { force: true });
}

beforeAll(async () => {
  const names = 'numprocs=2\nprocess_name=%(program_name)s_%(process_num)d\n';
  mkdirSync(confDir, { recursive: true });
  writeConf(
    'pair',
    `[program:pair]\ncommand=/bin/sleep 1000\nstartsecs=0\nautostart=no\nstdout_logfile=NONE\n${names}`,
  );
  await daemon.start();
  await waitForState(control, 'steady', 'RUNNING', { pollMs: 50 });
});
afterAll(async () => {
  await daemon.stop();
  rmSync(root, { recursive: true, force: true });
});

test('shows all programs with their states (supervisord 3)', async () => {
  const all = await control.status();
  expect(all.map(({ name, state }) => [name, state])).toEqual([
    ['early', 'STOPPED'],
    ['missing', 'STOPPED'],
    ['pair:pair_0', 'STOPPED'],
    ['pair:pair_1', 'STOPPED'],
    ['steady', 'RUNNING'],
  ]);
  expect(all.at(-1)).toMatchObject({ pid: any(Number), uptime: matching(/^0:00:\d\d$/u) });
  expect(await control.statusOf('nope')).toBeUndefined();
});

test.concurrent('stops, starts and restarts, and repeating it is no failure (supervisord 3)', async () => {
  await control.stop('steady');
  await control.stop('steady');
  expect(await control.statusOf('steady')).toMatchObject({ state: 'STOPPED' });
  await control.start('steady');
  await control.start('steady');
  const before = await control.statusOf('steady');
  await control.restart('steady');
  const after = await control.statusOf('steady');
  expect([before?.state, after?.state]).toEqual(['RUNNING', 'RUNNING']);
  expect(after?.pid).not.toBe(before?.pid);
});

test.concurrent('a program that cannot run is told from one that is not there (supervisord 3)', async () => {
  const control = createSupervisorctl({ confPath: daemon.confPath });
  const [missing, early, unknown] = [
    await errorOf(() => control.start('missing')),
    await errorOf(() => control.start('early')),
    await errorOf(() => control.start('nope')),
  ];
  expect(missing.code).toBe('SUPERVISOR_SPAWN_FAILED');
  expect(missing.message).toContain('no such file');
  expect(early.code).toBe('SUPERVISOR_SPAWN_FAILED');
  expect(unknown.code).toBe('SUPERVISOR_NO_SUCH_PROGRAM');
  expect((await errorOf(() => waitForState(control, 'early', 'RUNNING'))).code).toBe('SUPERVISOR_SPAWN_FAILED');
});

test('refuses names that supervisorctl would take for several or for options', async () => {
  for (const name of ['all', 'a b', '', '-h', '*', 'a\n']) {
    await expect(control.start(name), JSON.stringify(name)).rejects.toThrow(TypeError);
    await expect(control.update([name]), JSON.stringify(name)).rejects.toThrow(TypeError);
  }
});

/** A main conf for supervisorctl whose socket answers every request in one way. */
async function clientOf(
  context: TestContext,
  status: number,
  body: string,
): Promise<ReturnType<typeof createSupervisorctl>> {
  const folder = temporaryFolder(context);
  const socket = join(folder, 's');
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  context.onTestFinished(() => void server.close());
  const confPath = join(folder, 'c');
  writeFileSync(confPath, `[supervisorctl]\nserverurl=unix://${socket}\n`);
  return createSupervisorctl({ confPath });
}

test.concurrent('a password that is not known, and a supervisord on its way down (supervisord 3)', async (context) => {
  const locked = await clientOf(context, 401, '');
  expect((await errorOf(() => locked.status())).code).toBe('SUPERVISOR_UNAUTHORIZED');
  const member = (name: string, value: string): string =>
    `<member><name>${name}</name><value>${value}</value></member>`;
  const fault = member('faultCode', '<int>6</int>') + member('faultString', '<string>SHUTDOWN_STATE</string>');
  const body = `<?xml version='1.0'?><methodResponse><fault><value><struct>${fault}</struct></value></fault></methodResponse>`;
  const leaving = await clientOf(context, 200, body);
  expect((await errorOf(() => leaving.start('app'))).code).toBe('SUPERVISOR_SHUTTING_DOWN');
});

test.concurrent('no supervisord, no conf, no supervisorctl (supervisord 3)', async (context) => {
  const confPath = join(temporaryFolder(context), 'c');
  const client = createSupervisorctl({ confPath });
  expect((await errorOf(() => client.status())).code).toBe('SUPERVISOR_CONF_BROKEN');
  writeFileSync(confPath, '[supervisorctl]\nserverurl=unix:///tmp/sb-none.sock\n');
  for (const call of [() => client.status(), () => client.update()]) {
    expect((await errorOf(call)).code).toBe('SUPERVISOR_DOWN');
  }
  const absent = createSupervisorctl({ confPath, command: '/nonexistent/supervisorctl' });
  const error = await errorOf(() => absent.status());
  expect(error.code).toBe('SUPERVISOR_NOT_INSTALLED');
  expect(error.message).toContain('apt-get install supervisor');
});

test.concurrent('a program with several processes is reached by its name', async () => {
  const control = createSupervisorctl({ confPath: daemon.confPath });
  await control.start('pair');
  expect(await control.statusOf('pair')).toMatchObject({ name: 'pair:pair_0', state: 'RUNNING' });
  await control.stop('pair:pair_1');
  expect(await control.statusOf('pair')).toMatchObject({ name: 'pair:pair_1', state: 'STOPPED' });
  await control.stop('pair');
});

test.concurrent('an update adds, changes and removes, and says which (supervisord 5)', async () => {
  const control = createSupervisorctl({ confPath: daemon.confPath });
  writeConf('extra', defineProgram({ ...steady, name: 'extra', stdoutLogfile: 'NONE' }));
  expect(await control.update()).toEqual({ added: ['extra'], changed: [], removed: [] });
  writeConf('extra', defineProgram({ ...steady, name: 'extra', priority: 5, stdoutLogfile: 'NONE' }));
  expect(await control.update(['extra'])).toEqual({ added: [], changed: ['extra'], removed: [] });
  expect(await control.update(['extra'])).toEqual({ added: [], changed: [], removed: [] });
  dropConf('extra');
  expect(await control.update(['extra'])).toEqual({ added: [], changed: [], removed: ['extra'] });
  expect((await errorOf(() => control.update(['extra']))).code).toBe('SUPERVISOR_NO_SUCH_PROGRAM');
});

test('with a broken file nothing can be added, and the error names the file (supervisord 0.1)', async () => {
  writeConf('broken', '[program:broken]\ncommand=%(nope)s\n');
  const error = await errorOf(() => control.update());
  dropConf('broken');
  expect(error.code).toBe('SUPERVISOR_CONF_BROKEN');
  expect(error.message).toContain('broken.conf');
  expect(error.message).not.toContain('ENV_');
  expect(await control.statusOf('steady')).toMatchObject({ state: 'RUNNING' });
});

test('a supervisord that hangs does not hang its caller (supervisord 0.5)', async () => {
  const { pid } = daemon;
  process.kill(pid!, 'SIGSTOP');
  try {
    const error = await errorOf(() => control.status({ timeoutMs: 700 }));
    expect(error.code).toBe('SUPERVISOR_HUNG');
    expect(error.retryable).toBe(true);
    const abort = new AbortController();
    const reason = new Error('enough');
    const stopping = control.stop('steady', { signal: abort.signal });
    abort.abort(reason);
    await expect(stopping).rejects.toBe(reason);
  } finally {
    process.kill(pid!, 'SIGCONT');
  }
});
