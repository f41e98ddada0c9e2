import { expect, test } from 'vitest';
import { createCredentials } from '../../src/exosite/credentials.ts';
import { createIdentities, createMemoryStore, GmqError } from '../../src/index.ts';
import { createFakeClient, fail } from '../fixtures/fake-client.ts';
import { CLIENT } from '../fixtures/open-queue.ts';
import { createGate } from '../fixtures/scripted-upstream.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const never = new AbortController().signal;

async function openIdentities() {
  const store = createMemoryStore();
  await store.open();
  return createIdentities(store);
}

test('activates an identity once, however many ask at a time, and keeps the CIK (gwe K136)', async () => {
  const identities = await openIdentities();
  let activations = 0;
  const gate = createGate<string>();
  const activate = () => {
    activations += 1;
    return gate.promise;
  };
  const credentials = createCredentials(createFakeClient({ activate }), identities);
  const asking = [
    credentials.find(CLIENT, never),
    credentials.find(CLIENT, never),
    credentials.renew(CLIENT, OLD, never),
  ];
  gate.open(NEW);
  expect(await Promise.all(asking)).toEqual(asking.map(() => ({ kind: 'activated', cik: NEW })));
  expect(await credentials.find(CLIENT, never)).toEqual({ kind: 'activated', cik: NEW });
  expect(activations).toBe(1);
  expect(identities.find(CLIENT)).toBe(NEW);
});

test('an activation whose caller gave up is still kept: the platform gives a CIK out once (exosite 3.1)', async () => {
  const identities = await openIdentities();
  const gate = createGate<string>();
  const credentials = createCredentials(createFakeClient({ activate: () => gate.promise }), identities);
  const controller = new AbortController();
  const reason = new Error('enough');
  const asking = credentials.find(CLIENT, controller.signal);
  controller.abort(reason);
  await expect(asking).rejects.toBe(reason);
  gate.open(NEW);
  await credentials.settled();
  expect(identities.find(CLIENT)).toBe(NEW);
});

test('a CIK that somebody else has renewed meanwhile is used instead of a second activation', async () => {
  const identities = await openIdentities();
  identities.save(CLIENT, NEW);
  const credentials = createCredentials(
    createFakeClient({ activate: () => fail('DEVICE_CLIENT_CONFLICT') }),
    identities,
  );
  expect(await credentials.renew(CLIENT, OLD, never)).toEqual({ kind: 'activated', cik: NEW });
  expect(await credentials.renew(CLIENT, NEW, never)).toMatchObject({ kind: 'failed' });
});

test('says why there is no CIK, and whether nothing was reached', async () => {
  const identities = await openIdentities();
  const refused = createCredentials(createFakeClient({ activate: () => fail('DEVICE_CLIENT_NOT_FOUND') }), identities);
  expect(await refused.find(CLIENT, never)).toEqual({
    kind: 'failed',
    reason: 'Activating acme gateway 0001 failed: failed with DEVICE_CLIENT_NOT_FOUND',
  });
  const offline = createCredentials(
    createFakeClient({ activate: () => fail('DEVICE_CLIENT_NETWORK', 'notSent') }),
    identities,
  );
  expect(await offline.find(CLIENT, never)).toMatchObject({ kind: 'failed', offline: true });
});

test('a bare CIK is used as it is and cannot be renewed (gwe K135)', async () => {
  const credentials = createCredentials(createFakeClient(), await openIdentities());
  expect(await credentials.find({ cik: OLD }, never)).toEqual({ kind: 'activated', cik: OLD });
  const renewed = await credentials.renew({ cik: OLD }, OLD, never);
  expect(renewed).toMatchObject({ kind: 'failed' });
  expect(JSON.stringify(renewed)).not.toContain(OLD);
});

test('a disk that refuses a new CIK does not cost the CIK', async () => {
  const identities = await openIdentities();
  const broken = {
    ...identities,
    save() {
      throw new GmqError('disk full', { code: 'GMQ_STORE_FAILED' });
    },
  };
  const credentials = createCredentials(createFakeClient({ activate: () => Promise.resolve(NEW) }), broken);
  expect(await credentials.find(CLIENT, never)).toEqual({ kind: 'activated', cik: NEW });
});
