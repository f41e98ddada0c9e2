import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readLocalPackage } from '../../src/offline/local-package.ts';
import { parseManifest } from '../../src/trust/manifest.ts';
import { generateSecretKey } from '../../src/trust/secret-key.ts';
import { addSignature, describePackage, signPackage } from '../../src/trust/sign-package.ts';
import { createTrust } from '../../src/trust/trust.ts';
import { CONF, writeApp } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { SCRIPT } from '../fixtures/installer.ts';
import { minisign } from '../fixtures/minisign.ts';

const [key, second] = [generateSecretKey(), generateSecretKey()];

test('what is signed here a gateway takes, and minisign verifies (otau 4.1)', async () => {
  const folder = await freshFolder();
  const path = await writeApp(folder, 'app.v2.tar.gz', { 'install.sh': SCRIPT, 'supervisor.conf': CONF });
  const { manifest, manifestPath } = await signPackage(path, [key], { sequence: 4, managed: true });
  expect(manifest).toMatchObject({ name: 'app', version: '2', sequence: 4, kind: 'program', managed: true });
  expect(parseManifest(await readFile(manifestPath))).toEqual(manifest);
  const keySet = { version: 1, threshold: 1, keys: [key.publicKey] };
  const trust = createTrust({ signatures: 'required', keySet });
  expect((await trust.verify(await readLocalPackage(path), {})).signedBy).toEqual([key.publicKey.id]);
  const told = await minisign(folder, '-V', '-P', key.publicKey.text, '-m', 'app.v2.tar.gz.otau.json');
  expect(told).toContain('Trusted comment: app 2, sequence 4');
});

test('a second person adds a signature, which a threshold of two asks for (otau 4.3)', async () => {
  const path = await writeApp(await freshFolder(), 'app.v2.tar.gz', { 'install.sh': SCRIPT });
  const { manifestPath } = await signPackage(path, [key]);
  const keySet = { version: 1, threshold: 2, keys: [key.publicKey, second.publicKey] };
  const trust = createTrust({ signatures: 'required', keySet });
  await expect(readLocalPackage(path).then((pkg) => trust.verify(pkg, {}))).rejects.toMatchObject({
    code: 'OTAU_SIGNATURE_INVALID',
  });
  await addSignature(manifestPath, second, 'reviewed');
  expect((await trust.verify(await readLocalPackage(path), {})).signedBy).toHaveLength(2);
});

test('a package that a gateway would refuse is not signed', async () => {
  const path = await writeApp(await freshFolder(), 'app.v2.tar.gz', { 'readme.txt': 'no installer' });
  await expect(describePackage(path)).rejects.toMatchObject({ code: 'OTAU_PACKAGE_INVALID' });
  await expect(signPackage(path, [])).rejects.toThrow(TypeError);
});

test('a file that is not there is named', async () => {
  await expect(addSignature('/nonexistent/keys.json', key, 'x')).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
});
