import { expect, test } from 'vitest';
import { type ArchiveEntry } from '../../src/archive/entry-policy.ts';
import { findContents } from '../../src/package/contents.ts';
import { lintContents } from '../../src/package/lint.ts';

function lint(path: string, text: string, complete = true) {
  const entry: ArchiveEntry = { type: 'file', path, sizeBytes: text.length, mode: 0o755, mtimeSeconds: 0 };
  const installer: ArchiveEntry = { ...entry, path: 'setup.py' };
  const files = new Map([
    [path, { entry, text, complete }],
    ['setup.py', { entry: installer, text: '', complete: true }],
  ]);
  const entries = [entry, installer];
  return lintContents(entries, findContents(entries, files));
}

test('a conf that is too large or no text is an error', () => {
  expect(lint('supervisor.conf', '[supervisord]\ncommand=x', false)).toMatchObject([{ severity: 'error' }]);
  expect(lint('supervisor.conf', '[supervisord]\ncommand=\uFFFD')).toMatchObject([{ severity: 'error' }]);
});

test('the last command counts, as supervisord takes it (gwe 98)', () => {
  expect(lint('supervisor.conf', '[supervisord]\ncommand=command\ncommand = /bin/real\n')).toEqual([]);
  expect(lint('supervisor.conf', '[supervisord]\ncommand = /bin/real\ncommand:command\n')).toMatchObject([
    { code: 'conf-command' },
  ]);
});

test('a good script draws no finding', () => {
  expect(lint('lib/run.sh', '#!/bin/sh\n')).toEqual([]);
});
