import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createConfigFile, requireSound } from '../../src/config/config-file.ts';
import { GMQ_CFG_OPTIONS } from '../../src/config/gmq-cfg.ts';
import { createScratch } from '../fixtures/scratch.ts';

const open = (path = join(createScratch(), 'etc', 'gmq.cfg')) => ({
  path,
  file: createConfigFile(path, GMQ_CFG_OPTIONS),
});

test('a missing file has the defaults, and setting an option creates it with its folder', () => {
  const { path, file } = open();
  expect(file.read().get('http', 'port')).toBe('8090');
  file.set('http', 'PORT', '9000');
  expect(readFileSync(path, 'utf8')).toBe('[http]\nport = 9000\n');
  expect(file.read().get('http', 'port')).toBe('9000');
  expect(statSync(path).mode & 0o777).toBe(0o644);
});

test('the file is replaced in one step and nothing is left beside it (gwe N7)', () => {
  const { path, file } = open();
  file.set('unq', 'batch_qty', '60');
  const inode = statSync(path).ino;
  file.set('unq', 'batch_qty', '61');
  expect(statSync(path).ino).not.toBe(inode);
  expect(readdirSync(join(path, '..'))).toEqual(['gmq.cfg']);
});

test.each([
  ['unq', 'batch_qyt', '7', 'Is [unq] batch_qty meant?'],
  ['unq', 'batch_qty', 'many', 'whole number'],
  ['http', 'host', 'a\n[db]', 'one line'],
])('[%s] %s = %j cannot be set, and nothing is written', (section, key, value, message) => {
  const { path, file } = open();
  expect(() => {
    file.set(section, key, value);
  }).toThrow(expect.objectContaining({ code: 'GMQ_BAD_CONFIG', message: expect.stringContaining(message) as string }));
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test('a file that cannot be read or written is said so', () => {
  const { path, file } = open();
  mkdirSync(path, { recursive: true });
  expect(() => file.read()).toThrow(expect.objectContaining({ code: 'GMQ_BAD_CONFIG' }));
  const blocked = join(createScratch(), 'file');
  writeFileSync(blocked, '');
  expect(() => {
    open(join(blocked, 'gmq.cfg')).file.set('http', 'port', '1');
  }).toThrow(expect.objectContaining({ code: 'GMQ_BAD_CONFIG' }));
});

test('all faults of a file are one error', () => {
  const path = join(createScratch(), 'gmq.cfg');
  writeFileSync(path, '[unq]\nbatch_qty = 0\n[http]\nport = x\n');
  expect(() => {
    requireSound(open(path).file.read());
  }).toThrow(/batch_qty.*port/);
});
