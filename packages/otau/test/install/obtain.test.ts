import { symlink, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type PackageToVerify, type TrustPolicy } from '../../src/install/contracts.ts';
import { OtauError } from '../../src/errors.ts';
import { appPackage, writeApp } from '../fixtures/app.ts';
import { snapshot } from '../fixtures/folder.ts';
import { digest, EMPTY, SCRIPT, setUp } from '../fixtures/installer.ts';
import { rangeSource } from '../fixtures/range-source.ts';
import { matching } from '../fixtures/text.ts';

const NAME = 'a.v1.tar.gz';
const BYTES = appPackage({ 'install.sh': SCRIPT });

test('the digest that the request names must be the tarball’s (otau 4.4)', async () => {
  const { installer, stateDir } = await setUp({ source: rangeSource({ [NAME]: BYTES }) });
  await expect(installer.install({ fileName: NAME, sha256: 'f'.repeat(64) })).rejects.toMatchObject({
    code: 'OTAU_DIGEST_MISMATCH',
  });
  expect(await snapshot(stateDir)).toEqual(EMPTY);
  await installer.install({ fileName: NAME, sha256: digest(BYTES).toUpperCase() });
});

test('download now, apply later: it is fetched and checked once, and installed at its time (otau 3.9, 4.4)', async () => {
  const source = rangeSource({ [NAME]: BYTES });
  let now = Date.parse('2026-01-01T12:00:00Z');
  const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) };
  const window = { fromMinute: 120, toMinute: 180 };
  const { installer, folder } = await setUp({ source, clock, maintenanceWindow: window });
  const notYet = { code: 'OTAU_NOT_YET', retryable: true, message: matching(/from 2026-01-02T02:00:00\.000Z on/) };
  await expect(installer.install({ fileName: NAME, id: 'r' })).rejects.toMatchObject(notYet);
  now = Date.parse('2026-01-02T02:30:00Z');
  expect(await installer.install({ fileName: NAME, id: 'r' })).toMatchObject({ name: 'a' });
  expect(source.asked.map(({ rangeStart }) => rangeStart)).toEqual([undefined, BYTES.length - 1]);
  now = Date.parse('2026-01-02T12:00:00Z');
  // A person at the gateway need not wait for the window, nor who insists.
  await installer.install({ path: await writeApp(folder, 'b.v1.tar.gz', { 'install.sh': SCRIPT }) });
  await installer.install({ fileName: NAME, force: true });
  await expect(installer.install({ fileName: NAME, notBefore: now + 1, force: true })).rejects.toMatchObject({
    code: 'OTAU_NOT_YET',
  });
});

test('trust is asked with the sidecar and with what is installed, before the archive is looked at (otau 4)', async () => {
  const asked: PackageToVerify[] = [];
  const trust: TrustPolicy = {
    verify(pkg) {
      asked.push(pkg);
      const { name, version, sha256, sizeBytes } = pkg;
      const manifest = { name, version, sha256, sizeBytes, kind: 'script', sequence: 7 } as const;
      return Promise.resolve({ signedBy: ['key'], manifest });
    },
  };
  const { installer, folder } = await setUp({ trust });
  const path = await writeApp(folder, NAME, { 'install.sh': SCRIPT });
  await writeFile(`${path}.otau.json`, '{"a":1}');
  await writeFile(`${path}.otau.json.minisig`, 'signature');
  await installer.install({ path });
  await installer.install({ path, force: true });
  expect(Buffer.from(asked[0]?.sidecar ?? []).toString()).toBe('{"a":1}');
  expect(Buffer.from(asked[0]?.signature ?? []).toString()).toBe('signature');
  expect(asked[0]).toMatchObject({ name: 'a', version: '1', fileName: NAME, force: false });
  expect(asked[0]?.installed).toBeUndefined();
  expect(asked[1]).toMatchObject({ installed: { version: '1', sequence: 7, signedBy: ['key'] }, force: true });
});

test('what trust refuses leaves nothing (otau 4.2)', async () => {
  const refusal = new OtauError('OTAU_SIGNATURE_MISSING', 'not signed');
  const { installer, folder, stateDir } = await setUp({ trust: { verify: () => Promise.reject(refusal) } });
  const path = await writeApp(folder, NAME, { 'install.sh': `${SCRIPT}touch ${folder}/ran\n` });
  await expect(installer.install({ path })).rejects.toBe(refusal);
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});

test('a sidecar that is a link is refused at once, not taken for none (otau 4.1, 4.2)', async () => {
  const trust: TrustPolicy = { verify: () => Promise.resolve({ signedBy: [] }) };
  const { installer, folder, stateDir } = await setUp({ trust });
  const path = await writeApp(folder, NAME, { 'install.sh': SCRIPT });
  await symlink('elsewhere', `${path}.otau.json`);
  const refused = { code: 'OTAU_IO_FAILED', message: matching(/a\.v1\.tar\.gz\.otau\.json is a link/) };
  await expect(installer.install({ path })).rejects.toMatchObject(refused);
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});
