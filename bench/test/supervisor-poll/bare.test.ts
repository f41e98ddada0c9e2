import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createBarePoll } from '../../src/supervisor-poll/bare.ts';

test('asks on one kept connection and reads the whole answer', async (context) => {
  const folder = mkdtempSync('/tmp/sp-');
  const sockets = new Set<unknown>();
  const server = createServer((request, response) => {
    sockets.add(request.socket);
    request.resume().on('end', () => response.end('x'.repeat(5000)));
  });
  await new Promise<void>((resolve) => server.listen(join(folder, 's'), resolve));
  const bare = createBarePoll(join(folder, 's'));
  context.onTestFinished(() => {
    bare.close();
    server.close();
    rmSync(folder, { recursive: true });
  });
  expect([await bare.poll(), await bare.poll(), sockets.size]).toEqual([5000, 5000, 1]);
});
