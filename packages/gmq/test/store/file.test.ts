import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareFile, syncFolder } from '../../src/store/file.ts';
import { createScratch } from '../fixtures/scratch.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('creates the file and its folders for their owner only: they hold CIKs', () => {
  const root = createScratch();
  const path = join(root, 'var', 'lib', 'gmq.db');
  prepareFile(path);
  expect([modeOf(path), modeOf(join(root, 'var')), modeOf(join(root, 'var', 'lib'))]).toEqual([0o600, 0o700, 0o700]);
});

test('narrows the mode of a file from elsewhere and keeps its content', () => {
  const path = join(createScratch(), 'gmq.db');
  writeFileSync(path, 'old');
  chmodSync(path, 0o644);
  prepareFile(path);
  expect([modeOf(path), statSync(path).size]).toEqual([0o600, 3]);
});

test('a folder that is not there cannot be made durable', () => {
  const path = join(createScratch(), 'missing');
  expect(() => {
    syncFolder(path);
  }).toThrow('ENOENT');
  expect(existsSync(path)).toBe(false);
});
