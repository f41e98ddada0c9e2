import { expect, test } from 'vitest';
import { ARCHIVE_RULES, gunzip, guardTar, readArchive, resolveLimits } from '@gateway-engine/otau/guard';

test('the guard is an entry of its own, for whoever reads packages but does not install them', async () => {
  expect([gunzip, guardTar, readArchive].every((part) => typeof part === 'function')).toBe(true);
  expect(ARCHIVE_RULES['name-parent']).toBe('OTAU_ENTRY_ESCAPES');
  const source = (async function* () {
    yield await Promise.resolve(Buffer.from('no package'));
  })();
  await expect(readArchive(source, { limits: resolveLimits() }, () => Promise.resolve())).rejects.toMatchObject({
    rule: 'gzip-header',
  });
});
