import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPackage, type CheckOptions } from '../../src/package/check.ts';
import { CONF, writeApp } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import * as t from '../fixtures/tar-builder.ts';

const SCRIPT = '#!/bin/sh\n';

async function check(files: Readonly<Record<string, string>>, options?: CheckOptions) {
  return checkPackage(await writeApp(await freshFolder(), 'app.v1.tar.gz', files), options);
}

async function checkBytes(bytes: Uint8Array, fileName = 'app.v1.tar.gz') {
  const path = join(await freshFolder(), fileName);
  await writeFile(path, bytes);
  return checkPackage(path);
}

test('a good program and a good one-off are ok (otau 1.3, gwe 91)', async () => {
  expect(await check({ 'install.sh': SCRIPT, 'supervisor.conf': CONF })).toMatchObject({
    ok: true,
    findings: [],
    name: 'app',
    version: '1',
    kind: 'program',
    entries: 2,
    unpackedBytes: 3072,
  });
  expect(await check({ 'app/setup.py': '' })).toMatchObject({ ok: true, findings: [], kind: 'script' });
});

test('reports every breach of the guard, not the first (otau 1.6)', async () => {
  const { ok, findings } = await checkBytes(
    t.tgz(t.file('../a', 'x'), t.symlink('l', '/etc'), t.header({ name: 'fine', type: '0' }), t.file('b\n', '')),
    'bad name.tar.gz',
  );
  expect(ok).toBe(false);
  expect(findings.map(({ code }) => code)).toEqual([
    'OTAU_NAME_INVALID',
    'OTAU_ENTRY_ESCAPES',
    'OTAU_ENTRY_ESCAPES',
    'OTAU_ENTRY_NAME',
  ]);
});

test('a damaged archive is a finding, not an exception (gwe 22)', async () => {
  expect(await checkBytes(Buffer.from('no package'))).toMatchObject({
    ok: false,
    findings: [{ severity: 'error', code: 'OTAU_GZIP_INVALID' }],
  });
});

test.each([
  ['nothing to run', { readme: '' }, /needs an install.sh or a setup.py/],
  ['an installer without shebang', { 'install.sh': 'echo' }, /#!\/bin\/sh/],
  ['an installer with Windows line ends', { 'install.sh': '#!/bin/sh\r\necho\r\n' }, /Windows line ends/],
])('%s is an error (otau 1.2, gwe 89)', async (_, files, message) => {
  const { ok, findings } = await check(files);
  expect(ok).toBe(false);
  expect(findings[0]).toMatchObject({ severity: 'error', code: 'OTAU_PACKAGE_INVALID' });
  expect(findings[0]?.message).toMatch(message);
});

test('an installer without x bit is an error, and so is one that is a link (gwe 89)', async () => {
  const noBit = await checkBytes(t.tgz(t.file('install.sh', SCRIPT)));
  expect(noBit.findings[0]?.message).toMatch(/chmod \+x/);
  const link = await checkBytes(t.tgz(t.file('x', SCRIPT, { mode: 0o755 }), t.symlink('install.sh', 'x')));
  expect(link.findings[0]?.message).toMatch(/regular file/);
});

test.each([
  ['CRLF in another script', { 'run.sh': '#!/bin/sh\r\n' }, 'script-crlf'],
  ['another script without x bit', { 'run.sh': '#!/bin/sh\n' }, 'script-mode'],
  ['another script without shebang', { 'run.sh': 'echo' }, 'script-shebang'],
  ['AppleDouble files', { '._install.sh': 'x' }, 'junk'],
  ['.DS_Store', { '.DS_Store': 'x' }, 'junk'],
  ['a conf without its section', { 'supervisor.conf': 'command = x\n' }, 'conf-section'],
  ['a conf without command', { 'supervisor.conf': '[supervisord]\n' }, 'conf-command'],
  ['the placeholder command', { 'supervisor.conf': '[supervisord]\ncommand = command\n' }, 'conf-command'],
])('warns of %s (otau 1.6)', async (_, files, code) => {
  const { ok, findings } = await check({ 'install.sh': SCRIPT, ...files });
  expect(ok).toBe(true);
  expect(findings).toContainEqual(expect.objectContaining({ severity: 'warning', code }));
});

test('asks whoever runs the program, and its words become a finding (otau 1.6)', async () => {
  const checkConf = (name: string, conf: string) => Promise.reject(new Error(`${name}: ${conf.length} bytes are bad`));
  const { ok, findings } = await check({ 'install.sh': SCRIPT, 'supervisor.conf': CONF }, { checkConf });
  expect(ok).toBe(false);
  expect(findings).toMatchObject([{ code: 'OTAU_CONF_REFUSED', message: `app: ${CONF.length} bytes are bad` }]);
});

test('rejects only if there is no such file', async () => {
  await expect(checkPackage('/nonexistent/app.v1.tar.gz')).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
});
