import { expect, test } from 'vitest';
import { applyChange, modelOfSnapshot } from '../../../../console/state/live-model.ts';

const device = { vendor: 'v', model: 'm', serial: '1', status: 'activated' } as const;
const target = { vendor: 'v', model: 'm', serial: '1', state: 'sent', sentAt: 1 } as const;
const deployment = { id: 1, product: { vendor: 'v', model: 'm' }, name: 'a.v1.tar.gz', startedAt: 1 };
const snapshot = {
  ...{ platformUrl: 'http://x', isOnline: true, nowMs: 5000, products: [], requests: [], faults: [] },
  devices: [device],
  deployments: [{ ...deployment, targets: [target, { ...target, serial: '2' }] }],
};
const model = modelOfSnapshot(snapshot, 2000);
const request = {
  id: 1,
  at: 1,
  durationMs: 1,
  method: 'GET',
  path: '/',
  query: '',
  status: 200,
  bytesIn: 1,
  bytesOut: 1,
};

test('a snapshot makes it live and tells how the clocks differ', () => {
  expect(model).toMatchObject({ connection: 'live', clockOffsetMs: 3000 });
});

test('devices come, change and go', () => {
  const other = { ...device, serial: '2' };
  const next = applyChange(model, { nowMs: 1, devices: [{ ...device, lastSeen: 7 }, other], removedDevices: [] });
  expect([...next.devices.values()]).toEqual([{ ...device, lastSeen: 7 }, other]);
  expect(applyChange(next, { nowMs: 1, removedDevices: [device] }).devices.size).toBe(1);
});

test('a deployment gets its changed targets, and keeps the others', () => {
  const changed = { ...deployment, targets: [{ ...target, state: 'pickedUp' as const }] };
  const [next] = applyChange(model, { nowMs: 1, deployments: [changed] }).deployments;
  expect(next?.targets.map(({ state }) => state)).toEqual(['pickedUp', 'sent']);
});

test('keeps a thousand requests, and what did not change', () => {
  const many = Array.from({ length: 1500 }, (_, id) => ({ ...request, id }));
  const next = applyChange(model, { nowMs: 1, requests: many, isOnline: false });
  expect([next.requests.length, next.requests[0]?.id, next.isOnline]).toEqual([1000, 500, false]);
  expect(next.products).toBe(model.products);
  expect(next.devices).toBe(model.devices);
});
