import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRoot } from '../../src/cli/root.ts';
import { formatKeySet, keySetOf } from '../../src/trust/key-set.ts';
import { generateSecretKey } from '../../src/trust/secret-key.ts';
import { freshFolder } from '../fixtures/folder.ts';

const UNSIGNED = { fileName: 'a.v1.tar.gz', name: 'a', version: '1', path: '/a', sha256: 'a', sizeBytes: 1 };

test('the keys of the gateway itself are used where none are named (otau 4.2)', async () => {
  const root = await freshFolder();
  const context = { env: {}, cwd: root };
  const without = await openRoot(root, {}, context);
  await expect(without.trust.verify(UNSIGNED, {})).resolves.toEqual({ signedBy: [] });
  await expect(openRoot(root, { signatures: 'required' }, context)).rejects.toMatchObject({ exitCode: 2 });
  await mkdir(join(root, 'etc/gateway-engine'), { recursive: true });
  await writeFile(join(root, 'etc/gateway-engine/keys.json'), formatKeySet(keySetOf(generateSecretKey().publicKey)));
  const withKeys = await openRoot(root, { signatures: 'required' }, context);
  await expect(withKeys.trust.verify(UNSIGNED, {})).rejects.toMatchObject({ code: 'OTAU_SIGNATURE_MISSING' });
});
