import { expect, test } from 'vitest';
import { resolveLink } from '../../src/archive/link-resolution.ts';

const none = () => undefined;

test.each([
  ['a', 'b', 'inside'],
  ['d/l', '../b', 'inside'],
  ['d/l', '..', 'inside'],
  ['l', '.', 'inside'],
  ['l', '..', 'escapes'],
  ['d/l', '../..', 'escapes'],
  ['d/l', 'x/../../../y', 'escapes'],
  ['d/l', '../../d/x', 'escapes'],
])('%s -> %s leads %s (otau 2.4)', (path, target, verdict) => {
  expect(resolveLink(path, target, none)).toBe(verdict);
});

test('follows other links before it climbs, as the kernel does (otau 2.4)', () => {
  const links = new Map([['d/e/up', '../..']]);
  expect(resolveLink('d/out', 'e/up/..', (path) => links.get(path))).toBe('escapes');
  expect(resolveLink('d/in', 'e/up/d', (path) => links.get(path))).toBe('inside');
});

test('gives up on circles and on very long chains', () => {
  expect(resolveLink('a', 'b', (path) => (path === 'b' ? 'a' : 'b'))).toBe('loop');
  expect(resolveLink('l0', 'l1', (path) => `l${Number(path.slice(1)) + 1}`)).toBe('loop');
});
