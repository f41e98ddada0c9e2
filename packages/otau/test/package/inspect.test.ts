import { expect, test } from 'vitest';
import { resolveLimits } from '../../src/archive/limits.ts';
import { inspectPackage } from '../../src/package/inspect.ts';
import { appPackage, CONF } from '../fixtures/app.ts';
import * as t from '../fixtures/tar-builder.ts';

const inspect = (bytes: Uint8Array, limits = {}) =>
  inspectPackage(t.inChunks(bytes), { limits: resolveLimits(limits) });

test('gives the conf as text, from below a top directory too (otau 1.2)', async () => {
  const bytes = appPackage({ 'top/install.sh': '#!/bin/sh\n', 'top/supervisor.conf': CONF });
  expect(await inspect(bytes)).toMatchObject({ supervisorConf: CONF, contents: { root: 'top' }, violation: undefined });
});

test('counts what extraction will write, copies for hard links included', async () => {
  const bytes = t.tgz(t.file('a', 'x'.repeat(1000)), t.hardlink('b', 'a'));
  expect((await inspect(bytes)).unpackedBytes).toBe(512 + 1024 + 512 + 1024 + 1000);
});

test('a limit ends the reading and is a finding', async () => {
  const { violation, findings } = await inspect(t.tgz(t.file('a', 'xy')), { maxFileBytes: 1 });
  expect(violation).toMatchObject({ rule: 'limit-file-bytes' });
  expect(findings).toHaveLength(1);
});

test('reports at most a hundred breaches', async () => {
  const bytes = t.tgz(...Array.from({ length: 300 }, (_, index) => t.file(`../${index}`)));
  expect((await inspect(bytes)).findings).toHaveLength(100);
});
