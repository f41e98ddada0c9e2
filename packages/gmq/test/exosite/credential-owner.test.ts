import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createGatewayCfgOwner } from '../../src/exosite/credential-owner.ts';

const OWN = { vendor: 'acme', model: 'gateway', serial: 'S 1#2' };
const CIK = 'a'.repeat(40);

async function ownerOf(text?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'gmq-owner-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'Gateway.cfg');
  const write = (content: string): Promise<void> => writeFile(path, content);
  if (text !== undefined) await write(text);
  return { owner: createGatewayCfgOwner(path), write };
}

const cfg = (cik: string): string =>
  `; the gateway\n[device]\r\ncik = ${cik}\nmodel: gateway\nVendor=acme\nuuid = S 1#2\niface = ''\n[other]\nuuid = X\n`;

test('the identity in Gateway.cfg has the CIK that stands there, read anew each time (gwe B40)', async () => {
  const { owner, write } = await ownerOf(cfg("''"));
  expect(await owner.lookUp(OWN)).toEqual({ cik: undefined });
  await write(cfg(CIK));
  expect(await owner.lookUp(OWN)).toEqual({ cik: CIK });
});

test('other identities, and bare CIKs, are not its business', async () => {
  const { owner } = await ownerOf(cfg(CIK));
  expect(await owner.lookUp({ ...OWN, serial: 'S-2' })).toBeUndefined();
  expect(await owner.lookUp({ ...OWN, vendor: 'other' })).toBeUndefined();
  expect(await owner.lookUp({ cik: CIK })).toBeUndefined();
});

test('without the file, or with an empty one, it owns nothing', async () => {
  expect(await (await ownerOf()).owner.lookUp(OWN)).toBeUndefined();
  expect(
    await (await ownerOf("[device]\nvendor = ''\n")).owner.lookUp({ vendor: '', model: '', serial: '' }),
  ).toBeUndefined();
});

test('a CIK of a wrong length counts as none (gwe B39)', async () => {
  const { owner } = await ownerOf(cfg('abc'));
  expect(await owner.lookUp(OWN)).toEqual({ cik: undefined });
});
