import { expect, test } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

test('a model belongs to the vendor named, else to its only vendor, else it is both (exosite 4)', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  const idsOf = (vendor: string, model: string): string[] =>
    emulator.listContent({ vendor, model }).map(({ id }) => id);
  emulator.enableDevice({ vendor: 'acme', model: 'gateway', serial: '1' });
  await manage(url, 'content/gateway/', { body: 'id=only' });
  expect(idsOf('acme', 'gateway')).toEqual(['only']);
  await manage(url, 'content/gateway/', { body: 'id=named', headers: { 'X-Exosite-Vendor': 'other' } });
  expect(idsOf('other', 'gateway')).toEqual(['named']);
  await manage(url, 'content/dubhxzv0r4e1m7vj/', { body: 'id=murano' });
  expect(idsOf('dubhxzv0r4e1m7vj', 'dubhxzv0r4e1m7vj')).toEqual(['murano']);
});
