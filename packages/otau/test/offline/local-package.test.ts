import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf, readLocalPackage } from '../../src/offline/local-package.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { digest } from '../fixtures/installer.ts';

test('gives digest and size, and the sidecar and signature that lie beside it (otau 4.1)', async () => {
  const path = join(await freshFolder(), 'a.v1.tar.gz');
  await writeFile(path, 'content');
  const sha256 = digest(Buffer.from('content'));
  expect(await digestOf(path)).toEqual({ sha256, sizeBytes: 7 });
  const bare = await readLocalPackage(path);
  expect(bare).toMatchObject({ name: 'a', version: '1', fileName: 'a.v1.tar.gz', sha256, sizeBytes: 7 });
  expect([bare.sidecar, bare.signature]).toEqual([undefined, undefined]);
  await writeFile(`${path}.otau.json`, '{}');
  await writeFile(`${path}.otau.json.minisig`, 'signature');
  const { sidecar, signature } = await readLocalPackage(path);
  expect([Buffer.from(sidecar!).toString(), Buffer.from(signature!).toString()]).toEqual(['{}', 'signature']);
});

test('a package that cannot be read is named', async () => {
  await expect(readLocalPackage('/nonexistent/a.v1.tar.gz')).rejects.toMatchObject({
    code: 'OTAU_IO_FAILED',
    message: expect.stringContaining('/nonexistent/a.v1.tar.gz') as unknown,
  });
});
