import { expect, test } from 'vitest';
import { advance, createDeploymentTracker } from '../../src/console/deployment-tracker.ts';

const PRODUCT = { vendor: 'v', model: 'm' };
const one = { ...PRODUCT, serial: '1' };
const two = { ...PRODUCT, serial: '2' };
const by = 'device' as const;

test('follows a device from the command to its answer (gwe 70)', () => {
  const tracker = createDeploymentTracker();
  tracker.begin(PRODUCT, 'app.v2.tar.gz', [one, two], 100);
  tracker.observe({ device: one, alias: 'engine_fetch', timestamp: 105, text: '', by }, 105);
  tracker.observe({ device: one, alias: 'fetch_status', timestamp: 109, text: 'done', by }, 109);
  expect(tracker.all()).toMatchObject([
    {
      name: 'app.v2.tar.gz',
      targets: [
        { serial: '1', state: 'reported', sentAt: 100, pickedUpAt: 105, reportedAt: 109, report: 'done' },
        { serial: '2', state: 'sent' },
      ],
    },
  ]);
});

test('tells changes once, with the changed targets only', () => {
  const tracker = createDeploymentTracker();
  tracker.begin(PRODUCT, 'app.v2.tar.gz', [one, two], 100);
  expect(tracker.takeChanges()[0]?.targets).toHaveLength(2);
  tracker.observe({ device: two, alias: 'engine_fetch', timestamp: 1, text: ' ', by }, 101);
  expect(tracker.takeChanges()[0]?.targets).toMatchObject([{ serial: '2', state: 'pickedUp' }]);
  expect(tracker.takeChanges()).toEqual([]);
});

test('what the cloud writes, and other devices, move nothing', () => {
  const tracker = createDeploymentTracker();
  tracker.begin(PRODUCT, 'app.v2.tar.gz', [one], 100);
  tracker.observe({ device: one, alias: 'engine_fetch', timestamp: 1, text: '', by: 'cloud' }, 101);
  tracker.observe({ device: two, alias: 'engine_fetch', timestamp: 1, text: '', by }, 101);
  expect(tracker.all()[0]?.targets).toMatchObject([{ state: 'sent' }]);
});

test('a second command supersedes one that was not picked up', () => {
  const tracker = createDeploymentTracker();
  tracker.begin(PRODUCT, 'app.v1.tar.gz', [one], 100);
  tracker.begin(PRODUCT, 'app.v2.tar.gz', [one], 200);
  tracker.observe({ device: one, alias: 'fetch_status', timestamp: 1, text: 'ok', by }, 201);
  expect(tracker.all().map(({ targets }) => targets[0]?.state)).toEqual(['superseded', 'reported']);
});

test('remembers the last twenty deployments', () => {
  const tracker = createDeploymentTracker();
  for (let index = 0; index < 25; index += 1) tracker.begin(PRODUCT, `a.v${index}.tar.gz`, [one], index);
  expect(tracker.all()).toHaveLength(20);
  expect(tracker.all().at(-1)?.name).toBe('a.v24.tar.gz');
});

test('the engine report tells what runs (gwe 54, 58)', () => {
  const target = { ...one, state: 'reported', sentAt: 1 } as const;
  const text = JSON.stringify({ apps: [{ app: { version: '2', status: 'RUNNING' } }] });
  const after = advance(target, 'app.v2.tar.gz', { alias: 'engine_report', text }, 5);
  expect(after.running).toEqual({ version: '2', status: 'RUNNING' });
  expect(advance(after, 'app.v2.tar.gz', { alias: 'engine_report', text }, 6)).toBe(after);
  expect(advance(target, 'other.v2.tar.gz', { alias: 'engine_report', text }, 6)).toBe(target);
  expect(advance(target, 'app.v2.tar.gz', { alias: 'temperature', text: '1' }, 6)).toBe(target);
});
