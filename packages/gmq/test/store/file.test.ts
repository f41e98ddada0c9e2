import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareFile, syncFolder } from '../../src/store/file.ts';
import { createScratch } from '../fixtures/scratch.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('creates the file for its owner only, and its folders as others are: apps of other users live there', () => {
  const root = createScratch();
  const path = join(root, 'var', 'lib', 'gmq.db');
  const other = join(root, 'other');
  mkdirSync(other);
  prepareFile(path);
  expect(modeOf(path)).toBe(0o600);
  expect([modeOf(join(root, 'var')), modeOf(join(root, 'var', 'lib'))]).toEqual([modeOf(other), modeOf(other)]);
});

test('leaves a folder that is there as it is', () => {
  const folder = createScratch();
  chmodSync(folder, 0o750);
  prepareFile(join(folder, 'gmq.db'));
  expect(modeOf(folder)).toBe(0o750);
});

test.each(['', '-wal', '-shm'])('narrows the mode of a file%s from elsewhere and keeps its content', (suffix) => {
  const path = join(createScratch(), 'gmq.db');
  writeFileSync(`${path}${suffix}`, 'old');
  chmodSync(`${path}${suffix}`, 0o644);
  prepareFile(path);
  expect([modeOf(path), modeOf(`${path}${suffix}`), statSync(`${path}${suffix}`).size]).toEqual([0o600, 0o600, 3]);
});

test('a folder that is not there cannot be made durable', () => {
  const path = join(createScratch(), 'missing');
  expect(() => {
    syncFolder(path);
  }).toThrow('ENOENT');
  expect(existsSync(path)).toBe(false);
});
