import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { call } from '../support/call.ts';
import { manage, TOKEN } from '../support/manage.ts';
import { createFolder, spawnCli } from '../support/process.ts';

test('prints its URL alone on stdout, helps on stderr, and stops cleanly', async () => {
  const { url, child, result } = spawnCli(['--port', '0', '--device', 'acme/gateway/a/b'], {
    EXOSITE_EMULATOR_TOKEN: TOKEN,
  });
  const base = await url;
  expect((await call(`${base}/timestamp`)).status).toBe(200);
  expect((await manage(base, 'model/gateway/')).body).toMatch(/^a\/b,/);
  child.kill('SIGINT');
  const { code, stdout, stderr } = await result;
  expect([code, stdout]).toEqual([0, `${base}\n`]);
  expect(stderr).toContain(`curl ${base}/provision/activate`);
});

test('a port in use and a locked data file are one clear line and exit code 1', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const data = join(createFolder(), 'data.db');
  await using holder = createEmulator({ dataPath: data });
  const [inUse, locked] = await Promise.all([
    spawnCli(['--port', String(port)]).result,
    spawnCli(['--port', '0', '--data', data]).result,
  ]);
  expect(inUse).toMatchObject({ code: 1, stdout: '' });
  expect(inUse.stderr).toMatch(/^exosite-emulator: Listening on .*\(EMULATOR_PORT_IN_USE\)$/m);
  expect(locked).toMatchObject({ code: 1, stdout: '' });
  expect(holder.devices()).toEqual([]);
  expect(locked.stderr).toMatch(/^exosite-emulator: Opening .*\(EMULATOR_DATA_LOCKED\)$/m);
});

test('wrong arguments are exit code 2, --version is 0', async () => {
  const [wrong, version] = await Promise.all([['--host', ''], ['--version']].map((args) => spawnCli(args).result));
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong?.stderr).toMatch(/^error: host must not be empty$/m);
  expect(version?.code).toBe(0);
  expect(version?.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
