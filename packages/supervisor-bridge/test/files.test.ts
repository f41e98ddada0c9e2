import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, readText, replaceFile, systemCode, withFile, writePrivate } from '../src/files.ts';
import { temporaryFolder } from './support/folders.ts';
import { errorOf } from './support/refusal.ts';

test('replaces a file as a whole and leaves only its owner to read it', async () => {
  const path = join(temporaryFolder(), 'a.conf');
  await replaceFile(path, 'one');
  await replaceFile(path, 'two');
  expect(await readText(path)).toBe('two');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('writes beside the leftover of a power cut, and never through a link that lies there', async () => {
  const folder = temporaryFolder();
  const victim = join(folder, 'victim');
  writeFileSync(victim, 'untouched');
  symlinkSync(victim, join(folder, '.a.conf.tmp'));
  await replaceFile(join(folder, 'a.conf'), 'new');
  expect(readFileSync(victim, 'utf8')).toBe('untouched');
  expect(readdirSync(folder).sort()).toEqual(['a.conf', 'victim']);
});

test('leaves nothing behind where it cannot replace', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a.conf'));
  const error = await errorOf(() => withFile('Cannot write it', () => replaceFile(join(folder, 'a.conf'), 'x')));
  expect(error.code).toBe('SUPERVISOR_FILE_UNUSABLE');
  expect(error.message).toMatch(/^Cannot write it: EISDIR.*remove it\.$/u);
  expect(readdirSync(folder)).toEqual(['a.conf']);
});

test('a missing file has no text; other failures are not hidden', async () => {
  const folder = temporaryFolder();
  expect(await readText(join(folder, 'none'))).toBeUndefined();
  await expect(readText(folder)).rejects.toThrow('EISDIR');
});

test('creates folders and private files', async () => {
  const folder = temporaryFolder();
  await makeFolder(join(folder, 'a/b'));
  await writePrivate(join(folder, 'a/b/c'), 'text', false);
  expect(await readText(join(folder, 'a/b/c'))).toBe('text');
  const error = await errorOf(() => makeFolder(join(folder, 'a/b/c/d')));
  expect(error.code).toBe('SUPERVISOR_FILE_UNUSABLE');
});

test('passes on what is no failed system call', async () => {
  const bug = new RangeError('bug');
  await expect(withFile('x', () => Promise.reject(bug))).rejects.toBe(bug);
  expect([systemCode(bug), systemCode('x')]).toEqual([undefined, undefined]);
});
