import { expect, test } from 'vitest';
import { ARCHIVE_RULES, type ArchiveRule, printable, refusal } from '../../src/archive/rules.ts';
import { HOSTILE_ARCHIVES } from '../fixtures/hostile-archives.ts';

test('every rule that default limits can show is shown by a hostile archive (otau 2.8)', () => {
  const shown = new Set(HOSTILE_ARCHIVES.map(({ rule }) => rule));
  const elsewhere: readonly ArchiveRule[] = [
    'parsers-disagree', // would be a bug of one of the two readers
    'limit-package-bytes',
    'limit-unpacked-bytes',
    'limit-ratio',
  ];
  const rules = Object.keys(ARCHIVE_RULES).filter((rule) => !elsewhere.some((other) => other === rule));
  expect([...shown].sort()).toEqual(rules.sort());
});

test('a hostile name is bounded and cannot drive a terminal', () => {
  const shown = printable(`\u001b[2J\u202e"${'x'.repeat(5000)}`);
  expect(shown).toMatch(/^\\u\{1b\}\[2J\\u\{202e\}\\u\{22\}x+…$/);
  expect(shown.length).toBeLessThan(250);
});

test('a refusal carries code, rule and entry', () => {
  expect(refusal('duplicate', 'twice', 'a')).toMatchObject({
    code: 'OTAU_ENTRY_DUPLICATE',
    rule: 'duplicate',
    entry: 'a',
  });
});
