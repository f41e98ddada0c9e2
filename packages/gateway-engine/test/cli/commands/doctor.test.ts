import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { gwe } from '../../fixtures/gwe.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('names all that is wrong with a gateway that was never set up, says what to do, and exits with 1', async () => {
  const root = await temporaryFolder();
  await gwe(root, '--set-platform-url', 'http://127.0.0.1:9');
  const { code, stdout } = await gwe(root, 'doctor', '--gmq-url', 'http://127.0.0.1:9');
  expect(code).toBe(1);
  for (const text of ['FAILURE  product', 'FAILURE  serial', 'FAILURE  platform', 'FAILURE  supervisord']) {
    expect(stdout).toContain(text);
  }
  expect(stdout).toContain('→ gwe --set-product-id PRODUCT_ID');
  const json: unknown = JSON.parse((await gwe(root, 'doctor', '--json')).stdout);
  expect(json).toContainEqual(expect.objectContaining({ what: 'product', verdict: 'failure' }));
});

test("the conf of the engine's own program is no fault, although no app may have its name (gwe 93)", async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'var/log'), { recursive: true });
  await mkdir(join(root, 'etc/supervisor/conf.d'), { recursive: true });
  await gwe(root, '--set-platform-url', 'http://127.0.0.1:9');
  await writeFile(join(root, 'etc/supervisor/conf.d/gwe.conf'), '[program:gwe]\ncommand = /bin/true\n');
  const { stdout } = await gwe(root, 'doctor', '--gmq-url', 'http://127.0.0.1:9');
  expect(stdout).toMatch(/ok +confs +1 are good/);
});
