import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { call, deviceCall } from './support/call.ts';
import { activate, DEVICE, PRODUCT } from './support/emulator.ts';
import { manage } from './support/manage.ts';
import { createFolder, spawnCli } from './support/process.ts';
import { TOKEN } from './support/manage.ts';

const DEVICE_PATH = `${DEVICE.vendor}/${DEVICE.model}/${DEVICE.serial}`;

test('everything that was answered survives a SIGKILL of the process', async () => {
  const data = join(createFolder(), 'emulator.db');
  const args = ['--port', '0', '--data', data, '--device', DEVICE_PATH, '--token', TOKEN];
  const first = spawnCli(args);
  const url = await first.url;
  const cik = await activate(url);
  await manage(url, `content/${PRODUCT.model}/`, { body: 'id=app.v1.tar.gz&meta=m' });
  await manage(url, `content/${PRODUCT.model}/app.v1.tar.gz`, { body: 'blob' });
  const acknowledged = await recordUntilKilled(url, cik, () => first.child.kill('SIGKILL'));
  expect((await first.result).signal).toBe('SIGKILL');
  expect(acknowledged).toBeGreaterThanOrEqual(20);

  await using reopened = createEmulator({ dataPath: data });
  expect(reopened.devices()).toEqual([{ ...DEVICE, status: 'activated', cik }]);
  const stored = new Set(reopened.history(DEVICE, 'a').map(({ timestamp }) => timestamp));
  for (let timestamp = 1; timestamp <= acknowledged; timestamp += 1) expect(stored).toContain(timestamp);
  expect(reopened.listContent(PRODUCT)).toMatchObject([{ id: 'app.v1.tar.gz', sizeBytes: 4, meta: 'm' }]);
});

/** Records one second after the other until the process is gone; gives the last one that was acknowledged. */
async function recordUntilKilled(url: string, cik: string, kill: () => void): Promise<number> {
  for (let timestamp = 1; ; timestamp += 1) {
    if (timestamp === 21) kill();
    try {
      const reply = await deviceCall(`${url}/onep:v1/stack/alias/a`, cik, `${timestamp}=value`);
      expect(reply.status).toBe(204);
    } catch (error) {
      if (timestamp <= 20) throw error;
      return timestamp - 1;
    }
  }
}

test('a restarted emulator serves the same CIK, and --device does not take it away', async () => {
  const data = join(createFolder(), 'emulator.db');
  const args = ['--port', '0', '--data', data, '--device', DEVICE_PATH];
  const first = spawnCli(args);
  const cik = await activate(await first.url);
  first.child.kill('SIGTERM');
  expect((await first.result).code).toBe(0);
  const second = spawnCli(args);
  expect((await deviceCall(`${await second.url}/onep:v1/stack/alias`, cik, 'a=1')).status).toBe(204);
  expect((await call(`${await second.url}/timestamp`)).status).toBe(200);
});
