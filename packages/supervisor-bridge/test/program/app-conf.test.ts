import { expect, test } from 'vitest';
import { MAX_APP_CONF_BYTES, readAppConf, unsafeCharacters } from '../../src/program/app-conf.ts';
import { containing } from '../support/matchers.ts';

const keysOf = (source: string | Uint8Array): readonly string[] => readAppConf(source).findings.map(({ key }) => key);

test('accepts a conf with the one section [supervisord] (gwe 93)', () => {
  const { document, findings } = readAppConf('; mine\r\n[supervisord]\r\ncommand = /bin/true\r\n');
  expect(findings).toEqual([]);
  expect(document?.get('supervisord', 'command')).toBe('/bin/true');
});

test('refuses a conf without that section, and says how it must be called (gwe 93)', () => {
  expect(keysOf('; nothing\n')).toEqual(['[supervisord]']);
  expect(readAppConf('[program:app]\ncommand=x\n').findings[0]?.message).toContain('rename');
  expect(keysOf('[Supervisord]\ncommand=x\n')).toEqual(['[Supervisord]']);
});

test('refuses sections that would change supervisord or other programs (supervisord 1.1)', () => {
  const foreign = [
    'DEFAULT',
    'unix_http_server',
    'inet_http_server',
    'supervisorctl',
    'include',
    'program:gwe',
    'group:g',
  ];
  for (const section of foreign)
    expect(keysOf(`[supervisord]\ncommand=x\n[${section}]\na=b\n`)).toEqual([`[${section}]`]);
});

test('refuses bytes and characters that supervisord cannot read or print (supervisord 1.1, 1.7)', () => {
  expect(keysOf(Uint8Array.of(0x5b, 0xe9))).toEqual(['encoding']);
  expect(keysOf('[supervisord]\ncommand=\ud800')).toEqual(['encoding']);
  expect(keysOf(`\ufeff[supervisord]\n`)).toEqual(['encoding']);
  expect(readAppConf('[supervisord]\ncommand=a\0b\nx=\u001b\n').findings.map(({ line }) => line)).toEqual([2, 3]);
  expect(unsafeCharacters('a\tb\r\nc\u0085')).toEqual([{ line: 2, key: 'encoding', message: containing('U+0085') }]);
});

test('refuses a conf above its bound', () => {
  expect(keysOf(`[supervisord]\n; ${'x'.repeat(MAX_APP_CONF_BYTES)}`)).toEqual(['size']);
});
