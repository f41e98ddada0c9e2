import { join } from 'node:path';

import { expect, test } from 'vitest';

import { measureDisk } from '../../src/status/disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('measures the nearest folder that is there', async () => {
  const folder = await temporaryFolder();
  const room = await measureDisk(join(folder, 'not', 'made', 'yet'));
  expect(room.path).toBe(folder);
  expect(room.totalBytes).toBeGreaterThan(room.availableBytes);
});
