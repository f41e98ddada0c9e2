import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { acquireEngineLock } from '../src/engine-lock.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const MODULE = new URL('../src/engine-lock.ts', import.meta.url).href;

test('one engine at a time for one folder; another folder is another gateway', async () => {
  const folder = await temporaryFolder();
  const lock = await acquireEngineLock(join(folder, 'a'));
  await expect(acquireEngineLock(join(folder, 'a'))).rejects.toMatchObject({ code: 'GATEWAY_ALREADY_RUNNING' });
  const other = await acquireEngineLock(join(folder, 'b'));
  await other.release();
  await lock.release();
  await (await acquireEngineLock(join(folder, 'a'))).release();
});

test('a killed engine leaves no lock behind', async () => {
  const folder = await temporaryFolder();
  const code = `const { acquireEngineLock } = await import(${JSON.stringify(MODULE)});
    await acquireEngineLock(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await expect(acquireEngineLock(folder)).rejects.toMatchObject({ code: 'GATEWAY_ALREADY_RUNNING' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await acquireEngineLock(folder)).release();
});
