import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findHazard, findMistake, listIncluded } from '../../src/quarantine/inspect.ts';
import { temporaryFolder } from '../support/folders.ts';

test('lists what the include sees, as supervisord sorts it (supervisord 2)', async () => {
  const dir = temporaryFolder();
  for (const name of ['20.conf', '3.conf', '.x.conf', 'README', '.quarantine']) writeFileSync(join(dir, name), '');
  expect(await listIncluded(dir)).toEqual(['20.conf', '3.conf']);
});

test('finds what supervisord would hang on or die of (supervisord 1.7)', async () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'nul'), 'a\u0000b');
  writeFileSync(join(dir, 'big'), Buffer.alloc(1024 * 1024 + 1, 0x20));
  writeFileSync(join(dir, 'good'), 'a');
  expect(await findHazard(join(dir, 'nul'))).toContain('NUL');
  expect(await findHazard(join(dir, 'big'))).toContain('bytes');
  for (const harmless of ['good', 'none', '.']) expect(await findHazard(join(dir, harmless))).toBeUndefined();
});

test('judges one program, and only the syntax of files with other sections', async () => {
  const dir = temporaryFolder();
  const judged = async (text: string | Uint8Array): Promise<string | undefined> => {
    writeFileSync(join(dir, 'x.conf'), text);
    return findMistake(dir, 'x.conf');
  };
  expect(await judged('[program:x]\ncommand = a\n')).toBeUndefined();
  expect(await judged('[inet_http_server]\nport = 9001\n')).toBeUndefined();
  expect(await judged('[program:x]\ncommand = a\nuser = no-such-user\n')).toContain('no-such-user');
  expect(await judged('[program:x]\nautostart = no\n')).toContain('command');
  expect(await judged('x = 1\n')).toContain('section');
  expect(await judged(Buffer.from('[program:\xe9]\n', 'latin1'))).toContain('UTF-8');
  mkdirSync(join(dir, 'folder.conf'));
  expect(await findMistake(dir, 'folder.conf')).toBeUndefined();
});
