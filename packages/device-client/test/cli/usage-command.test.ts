import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatUsage } from '../../src/cli/usage-command.ts';
import { gdc } from '../fixtures/gdc.ts';
import { makeFolder } from '../fixtures/folder.ts';
import { reply, startPlatform } from '../fixtures/scripted-platform.ts';

test('prints a table, the largest source first', () => {
  const usage = { tot_rx: 50, max_rx: 50, tot_tx: 1_000, max_tx: 500, num: 2 };
  expect(formatUsage({ eth0: { gwe: { 'write:a': usage }, top_consumer: 'write:a' } })).toBe(
    ['interface  group  source   requests  sent  received', 'eth0       gwe    write:a         2  1000        50'].join(
      '\n',
    ),
  );
  expect(formatUsage({})).toBe('interface  group  source  requests  sent  received');
});

test('shows what gdc itself has kept; with --json in the shape of usage_report (gwe D59)', async () => {
  const platform = await startPlatform([reply(200, '1408088308')]);
  const path = join(makeFolder(), 'usage.db');
  await gdc(['timestamp', '--usage', path], { GDC_URL: platform.url });
  const { code, stdout } = await gdc(['usage', path, '--json']);
  expect(code).toBe(0);
  expect(Object.values(JSON.parse(stdout) as object)).toMatchObject([
    { gdc: { timestamp: { num: 1 } }, top_consumer: 'timestamp' },
  ]);
});

test('a file that is not there is a usage error, and is not made', async () => {
  expect(await gdc(['usage', '/none.db'])).toMatchObject({ code: 2, stderr: 'gdc: /none.db does not exist.\n' });
});
