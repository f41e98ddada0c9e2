import { expect, test } from 'vitest';

import { judgeDisk, lookAtMachine } from '../../src/doctor/machine.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('a machine with room and a Node that is new enough is good, and is left as it is', async () => {
  const paths = gatewayPaths(await temporaryFolder());
  const findings = await lookAtMachine(paths, '22.19.0');
  expect(findings.map(({ what, verdict }) => `${what} ${verdict}`)).toEqual(['node ok', 'state ok', 'disk ok']);
});

test('an old Node is a failure', async () => {
  const [node] = await lookAtMachine(gatewayPaths(await temporaryFolder()), '22.18.0');
  expect(node).toMatchObject({ verdict: 'failure', advice: 'install Node 22.19 or newer' });
});

test('a disk with room for no update is a warning, a full one a failure', () => {
  expect(judgeDisk(2 ** 30, '/').verdict).toBe('ok');
  expect(judgeDisk(2 ** 20, '/').verdict).toBe('warning');
  expect(judgeDisk(0, '/').verdict).toBe('failure');
});
