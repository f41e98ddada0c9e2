import { expect, test } from 'vitest';
import { mayDownload } from '../../src/content/access.ts';

test('protected content needs one group with both; other content is for all (exosite 3.4)', () => {
  const memberships: Readonly<Record<string, readonly string[]>> = {
    'sn in': ['beta'],
    'sn other': ['gamma'],
    'content app': ['alpha', 'beta'],
  };
  const groups = { groupsOf: (_: unknown, type: string, id: string) => memberships[`${type} ${id}`] ?? [] };
  const may = (serial: string, isProtected: boolean): boolean =>
    mayDownload(groups, { vendor: 'v', model: 'm' }, serial, { id: 'app', isProtected });
  expect([may('in', true), may('other', true), may('none', true), may('none', false)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
