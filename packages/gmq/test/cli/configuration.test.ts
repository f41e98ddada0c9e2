import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatConfig, formatOptionHelp, parseConfigWords } from '../../src/cli/configuration.ts';
import { createConfigFile } from '../../src/config/config-file.ts';
import { GMQ_CFG_OPTIONS } from '../../src/config/gmq-cfg.ts';
import { createScratch } from '../fixtures/scratch.ts';

function openFile(text: string) {
  const path = join(createScratch(), 'gmq.cfg');
  writeFileSync(path, text);
  return createConfigFile(path, GMQ_CFG_OPTIONS);
}

test.each([
  [[], { kind: 'get' }],
  [['get'], { kind: 'get' }],
  [['get', 'unq'], { kind: 'get', section: 'unq' }],
  [['get', 'unq', 'batch_qty'], { kind: 'get', section: 'unq', key: 'batch_qty' }],
  [['set', 'unq', 'batch_qty', '7'], { kind: 'set', section: 'unq', key: 'batch_qty', value: '7' }],
  [['set', 'unq', 'batch_qty'], undefined],
  [['get', 'unq', 'batch_qty', '7'], undefined],
  [['put'], undefined],
])('%j (gwe K140)', (words, meant) => {
  expect(parseConfigWords(words)).toEqual(meant);
});

test('one value is printed bare, a section as its lines, everything with section heads (gwe K139, K140)', () => {
  const file = openFile('[unq]\nbatch_qty = 60\n');
  expect(formatConfig(file, 'unq', 'batch_record_period')).toBe('10.0\n');
  expect(formatConfig(file, 'unq')).toMatch(/^batch_record_period = 10\.0\nbatch_qty = 60\n/);
  expect(formatConfig(file)).toMatch(/^\[unq\]\nbatch_record_period = 10\.0\n[^]*\n\n\[db\]\nmax_messages = 500000\n/);
});

test('what there is not is said, with what there is', () => {
  const file = openFile('');
  expect(() => formatConfig(file, 'unk')).toThrow(/no section \[unk\].*There are unq, db, http, platform/);
  expect(() => formatConfig(file, 'unq', 'batch_qyt')).toThrow(/Is \[unq\] batch_qty meant/);
});

test('the help has a line for every option, with its default', () => {
  const lines = formatOptionHelp(GMQ_CFG_OPTIONS).split('\n');
  expect(lines).toHaveLength(GMQ_CFG_OPTIONS.length);
  expect(lines[0]).toMatch(/^ {2}\[unq\] batch_record_period +seconds to collect .* \(10\.0\)$/);
});
