import { expect, test } from 'vitest';
import { diffLiveState, readLiveState } from '../../src/console/live-state.ts';
import { platformWith } from '../support/platform.ts';

const device = { vendor: 'v', model: 'm', serial: '1' };
const gone = () => Promise.resolve();
const network = { url: () => 'http://x', isOnline: () => true, goOffline: gone, goOnline: gone };

test('never holds a credential', () => {
  const platform = platformWith([device]);
  platform.devices.activate(platform.devices.find(device));
  const state = readLiveState({ platform, network });
  expect(state.devices).toEqual([{ ...device, status: 'activated', lastSeen: 1000 }]);
  expect(JSON.stringify(state)).not.toMatch(/[0-9a-f]{40}/);
});

test('nothing is told where nothing changed', () => {
  const host = { platform: platformWith([device]), network };
  expect(diffLiveState(readLiveState(host), readLiveState(host))).toEqual({});
});

test('tells new, changed and removed devices, content, faults and the network', () => {
  const other = { ...device, serial: '2' };
  const platform = platformWith([device]);
  const before = readLiveState({ platform, network });
  const stored = platform.devices.find(device);
  if (stored !== undefined) platform.devices.remove(stored);
  platform.devices.enable(other);
  platform.content.put(device, 'x', { bytes: Buffer.from('a'), contentType: 't', meta: '' }, 1);
  platform.faults.inject({ kind: 'reset' });
  const after = readLiveState({ platform, network: { ...network, isOnline: () => false } });
  expect(diffLiveState(before, after)).toMatchObject({
    ...{ isOnline: false, removedDevices: [device], devices: [{ ...other, status: 'notactivated' }] },
    products: [{ vendor: 'v', content: [{ id: 'x' }] }],
    faults: [{ fault: { kind: 'reset' }, remaining: 1 }],
  });
});
