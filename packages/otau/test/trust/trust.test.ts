import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { type PackageManifest, type PackageToVerify } from '../../src/install/contracts.ts';
import { keySetOf } from '../../src/trust/key-set.ts';
import { formatManifest } from '../../src/trust/manifest.ts';
import { generateSecretKey } from '../../src/trust/secret-key.ts';
import { signMessage } from '../../src/trust/signature.ts';
import { createTrust, type TrustOptions } from '../../src/trust/trust.ts';
import { manualClock } from '../fixtures/manual-clock.ts';

const key = generateSecretKey();
const other = generateSecretKey();
const WITHOUT_SEQUENCE: PackageManifest = {
  name: 'app',
  version: '2',
  sha256: 'a'.repeat(64),
  sizeBytes: 100,
  kind: 'program',
};
const MANIFEST: PackageManifest = { ...WITHOUT_SEQUENCE, sequence: 5 };
const BARE: PackageToVerify = {
  fileName: 'app.v2.tar.gz',
  name: 'app',
  version: '2',
  path: '/packages/app',
  sha256: MANIFEST.sha256,
  sizeBytes: 100,
};

function signed(manifest: PackageManifest = MANIFEST, signer = key): PackageToVerify {
  const sidecar = Buffer.from(formatManifest(manifest));
  return { ...BARE, sidecar, signature: Buffer.from(signMessage(sidecar, signer)) };
}

function unsigned(manifest: PackageManifest = MANIFEST): PackageToVerify {
  return { ...BARE, sidecar: Buffer.from(formatManifest(manifest)) };
}

function verify(pkg: PackageToVerify, options: Partial<TrustOptions> = {}) {
  return createTrust({ signatures: 'ifPresent', keySet: keySetOf(key.publicKey), ...options }).verify(pkg, {});
}

test('says who has signed, and gives the manifest (otau 4.1)', async () => {
  expect(await verify(signed())).toEqual({ signedBy: [key.publicKey.id], manifest: MANIFEST });
});

test('required: refuses what is unsigned, or signed by others (otau 4.2)', async () => {
  const signatures = 'required';
  for (const pkg of [BARE, unsigned(), { ...BARE, signature: Buffer.from('x') }]) {
    await expect(verify(pkg, { signatures })).rejects.toMatchObject({ code: 'OTAU_SIGNATURE_MISSING' });
  }
  await expect(verify(signed(MANIFEST, other), { signatures })).rejects.toMatchObject({
    code: 'OTAU_SIGNATURE_INVALID',
  });
  await expect(verify(signed(), { signatures })).resolves.toBeDefined();
});

test('ifPresent: takes what is unsigned, and refuses a bad signature (otau 4.2)', async () => {
  expect(await verify(BARE)).toEqual({ signedBy: [] });
  expect(await verify(unsigned())).toEqual({ signedBy: [], manifest: MANIFEST });
  await expect(verify(signed(MANIFEST, other))).rejects.toMatchObject({ code: 'OTAU_SIGNATURE_INVALID' });
});

test('ifPresent: once signed, always signed (otau 4.2)', async () => {
  const installed = { version: '1', signedBy: [key.publicKey.id] };
  for (const pkg of [BARE, unsigned()]) {
    await expect(verify({ ...pkg, installed })).rejects.toMatchObject({
      code: 'OTAU_SIGNATURE_MISSING',
      message: expect.stringContaining('the installed version is signed') as unknown,
    });
    // Forcing a downgrade does not force a missing signature.
    await expect(verify({ ...pkg, installed, force: true })).rejects.toMatchObject({ code: 'OTAU_SIGNATURE_MISSING' });
  }
  await expect(verify({ ...signed(), installed })).resolves.toBeDefined();
});

test('off: does not look at signatures, and needs no keys (otau 4.2)', async () => {
  const trust = createTrust({ signatures: 'off' });
  expect(await trust.verify({ ...signed(MANIFEST, other), installed: { version: '1', signedBy: ['x'] } }, {})).toEqual({
    signedBy: [],
    manifest: MANIFEST,
  });
  expect(() => createTrust({ signatures: 'required' })).toThrow(TypeError);
});

test('refuses a lower sequence, and one that is missing, unless forced (otau 4.2)', async () => {
  const installed = { version: '3', sequence: 6 };
  for (const pkg of [signed(), unsigned(), signed(WITHOUT_SEQUENCE)]) {
    await expect(verify({ ...pkg, installed })).rejects.toMatchObject({ code: 'OTAU_DOWNGRADE' });
    await expect(verify({ ...pkg, installed, force: true })).resolves.toBeDefined();
  }
  await expect(verify({ ...signed(), installed: { version: '2', sequence: 5 } })).resolves.toBeDefined();
});

test.each([
  ['name', { name: 'other' }],
  ['version', { version: '3' }],
  ['size', { sizeBytes: 101 }],
  ['sha256', { sha256: 'b'.repeat(64) }],
  ['arch', { arch: 'pdp11' }],
])('refuses a signed manifest that is about another %s (otau 4.1)', async (entry, change) => {
  await expect(verify(signed({ ...MANIFEST, ...change }))).rejects.toMatchObject({
    code: 'OTAU_MANIFEST_INVALID',
    findings: [{ entry }],
  });
  await expect(verify(signed({ ...MANIFEST, ...change }), { signatures: 'off' })).rejects.toBeDefined();
});

test('takes a manifest for this architecture', async () => {
  await expect(verify(signed({ ...MANIFEST, arch: 'arm64' }), { arch: 'arm64' })).resolves.toBeDefined();
});

test('a signature over a changed manifest is refused before the manifest is read', async () => {
  const pkg = signed();
  await expect(verify({ ...pkg, sidecar: Buffer.from('no json') })).rejects.toMatchObject({
    code: 'OTAU_SIGNATURE_INVALID',
  });
});

test('a rotation takes effect at the next verification (otau 4.3)', async () => {
  let current = keySetOf(key.publicKey);
  const trust = createTrust({ signatures: 'required', keySet: () => Promise.resolve(current) });
  await trust.verify(signed(), {});
  current = keySetOf(other.publicKey);
  await expect(trust.verify(signed(), {})).rejects.toMatchObject({ code: 'OTAU_SIGNATURE_INVALID' });
  await trust.verify(signed(MANIFEST, other), {});
});

test('an expired key set is refused when the time is known, and only warned of when it is not (otau 4.3)', async () => {
  const keySet = { ...keySetOf(key.publicKey), expiresAt: Date.UTC(2026, 0) };
  const at = (time: number) => verify(signed(), { keySet, clock: manualClock(time) });
  const warnings: unknown[] = [];
  const listen = (warning: unknown) => warnings.push(warning);
  subscribe('otau:trust:warned', listen);
  onTestFinished(() => void unsubscribe('otau:trust:warned', listen));
  await at(Date.UTC(2025, 0));
  await expect(at(Date.UTC(2027, 0))).rejects.toMatchObject({ code: 'OTAU_KEY_SET_INVALID' });
  expect(warnings).toEqual([]);
  await at(0); // 1970: a gateway without a clock of its own
  expect(warnings).toMatchObject([{ fileName: BARE.fileName }]);
  const isTimeTrusted = () => false;
  await verify(signed(), { keySet, clock: manualClock(Date.UTC(2027, 0)), isTimeTrusted });
  expect(warnings).toHaveLength(2);
});

test('an abort comes first', async () => {
  const reason = new Error('stop');
  const trust = createTrust({ signatures: 'off' });
  await expect(trust.verify(BARE, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
