import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import * as t from '../../src/otau-corpus/tar.ts';

test('what it builds, GNU tar reads', () => {
  const archive = t.tar(
    t.directory('d'),
    t.pax({ path: `d/${'p'.repeat(120)}`, comment: 'größer' }),
    t.file('short', 'content'),
    t.longName(`d/${'l'.repeat(120)}`),
    t.file('short', 'content', { magic: t.GNU }),
    t.symlink('d/s', '../target'),
    t.hardlink('d/h', 'd/s'),
    t.file('n', '', { prefix: 'd' }),
    t.file('big', 'xyz', { size: t.base256(0x80, 3n) }),
  );
  const list = execFileSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' });
  expect(list.split('\n')).toEqual([
    'd',
    `d/${'p'.repeat(120)}`,
    `d/${'l'.repeat(120)}`,
    'd/s',
    'd/h',
    'd/n',
    'big',
    '',
  ]);
});
