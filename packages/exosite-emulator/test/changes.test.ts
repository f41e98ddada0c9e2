import { expect, test } from 'vitest';
import { type EmulatorChange } from '../src/index.ts';
import { activate, DEVICE, PRODUCT, startEmulator } from './support/emulator.ts';
import { manage, TOKEN } from './support/manage.ts';

test('onChange hears of devices, content, faults and the network, from both sides', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  const heard: EmulatorChange[] = [];
  const end = emulator.onChange((change) => heard.push(change));
  const since = async (work: () => unknown): Promise<readonly EmulatorChange[]> => {
    const start = heard.length;
    await work();
    return heard.slice(start);
  };
  const device = [{ what: 'devices', device: DEVICE }];
  const content = [{ what: 'content', product: PRODUCT }];
  const faults = [{ what: 'faults' }];
  expect(
    await since(() => {
      emulator.enableDevice(DEVICE);
    }),
  ).toEqual(device);
  expect(await since(() => activate(url))).toEqual(device);
  expect(
    await since(() => {
      emulator.disableDevice(DEVICE);
    }),
  ).toEqual(device);
  expect(
    await since(() => {
      emulator.removeDevice(DEVICE);
    }),
  ).toEqual(device);
  expect(
    await since(() => {
      emulator.uploadContent(PRODUCT, 'a', Buffer.from('x'));
    }),
  ).toEqual(content);
  expect(await since(() => manage(url, `content/${PRODUCT.model}/a`, { method: 'DELETE' }))).toEqual(content);
  expect(await since(() => emulator.removeContent(PRODUCT, 'a'))).toEqual([]);
  expect(
    await since(() => {
      emulator.injectFault({ kind: 'reset', path: '/none' })();
    }),
  ).toEqual([...faults, ...faults]);
  expect(await since(() => emulator.goOffline())).toEqual([{ what: 'online' }]);
  expect(emulator.online).toBe(false);
  expect(await since(() => emulator.goOnline())).toEqual([{ what: 'online' }]);
  expect(emulator.online).toBe(true);
  end();
  expect(
    await since(() => {
      emulator.enableDevice(DEVICE);
    }),
  ).toEqual([]);
});
