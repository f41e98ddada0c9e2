import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusesAlone } from '../../src/quarantine/alone.ts';
import { temporaryFolder } from '../support/folders.ts';

test('asks about one file, whatever else lies there and however it is called', async () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'a [1].conf'), '[program:a]\ncommand = x\n');
  writeFileSync(join(dir, 'bad.conf'), Buffer.from('; \xe9\n', 'latin1'));
  expect(await refusesAlone(join(dir, 'a [1].conf'), {}, undefined)).toBeUndefined();
  expect(await refusesAlone(join(dir, 'bad.conf'), {}, undefined)).toContain('utf-8');
  expect(readdirSync(dir).sort()).toEqual(['a [1].conf', 'bad.conf']);
});
