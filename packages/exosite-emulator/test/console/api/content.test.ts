import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startConsole } from '../../support/console.ts';
import { PRODUCT } from '../../support/emulator.ts';
import { tarGz } from '../../support/tarball.ts';

const PATH = `/api/content/${PRODUCT.vendor}/${PRODUCT.model}/hello.v1.tar.gz`;
const PACKAGE = tarGz([{ path: 'install.sh', content: '#!/bin/sh\n', mode: 0o755 }]);

test('uploads a package and looks inside', async () => {
  const { ask, emulator } = await startConsole();
  expect((await ask(PATH, { method: 'PUT', body: PACKAGE })).status).toBe(204);
  expect(Buffer.from(emulator.readContent(PRODUCT, 'hello.v1.tar.gz') ?? [])).toEqual(PACKAGE);
  expect(JSON.parse((await ask(PATH)).body)).toMatchObject({
    ...{ id: 'hello.v1.tar.gz', sizeBytes: PACKAGE.length, contentType: 'application/gzip' },
    sha256: createHash('sha256').update(PACKAGE).digest('hex'),
    entries: [{ path: 'install.sh', kind: 'file', mode: 0o755, sizeBytes: 10 }],
  });
});

test('what is no package says so, and is there all the same', async () => {
  const { ask } = await startConsole();
  await ask(PATH, { method: 'PUT', body: 'plain' });
  expect(JSON.parse((await ask(PATH)).body)).toMatchObject({ entries: [], problem: 'This is not a gzip file.' });
});

test('removes', async () => {
  const { ask } = await startConsole();
  await ask(PATH, { method: 'PUT', body: PACKAGE });
  expect((await ask(PATH, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(PATH, { method: 'DELETE' })).status).toBe(404);
  expect((await ask(PATH)).status).toBe(404);
});

test('refuses a name that the platform could not list', async () => {
  const { ask } = await startConsole();
  expect((await ask('/api/content/v/m/a%0Ab', { method: 'PUT', body: 'x' })).status).toBe(400);
});
