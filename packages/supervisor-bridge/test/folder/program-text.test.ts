import { expect, test } from 'vitest';
import { readProgramText } from '../../src/folder/program-text.ts';
import { findingsOf } from '../support/refusal.ts';

const keysOf = async (text: string): Promise<readonly string[]> =>
  (await findingsOf(() => readProgramText('app', text, ['PATH']))).map(({ key }) => key);

test('accepts one program of its own name', () => {
  const document = readProgramText('app', '; mine\n[program:app]\ncommand=/bin/true %(ENV_PATH)s\n', ['PATH']);
  expect(document.get('program:app', 'command')).toBe('/bin/true %(ENV_PATH)s');
});

test('refuses any other section, and another name (supervisord 0.3)', async () => {
  for (const text of [
    '',
    '[program:b]\ncommand=x\n',
    '[program:app]\ncommand=x\n[supervisord]\n',
    '[DEFAULT]\n[program:app]\ncommand=x\n',
  ]) {
    expect(await keysOf(text), text).toEqual(['[program:app]']);
  }
});

test('refuses what would stop every program: no command, bad values, unsafe characters (supervisord 1.7)', async () => {
  expect(await keysOf('[program:app]\nautostart=no\n')).toEqual(['command']);
  expect(await keysOf('[program:app]\ncommand=100%\nnumprocs=x\n')).toEqual(['command', 'numprocs']);
  expect(await keysOf('[program:app]\ncommand=a\0b\n')).toEqual(['encoding']);
});
