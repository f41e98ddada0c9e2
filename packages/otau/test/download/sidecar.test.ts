import { expect, test } from 'vitest';
import { fetchSidecar } from '../../src/download/sidecar.ts';
import { quickClock } from '../fixtures/quick-clock.ts';
import { rangeSource } from '../fixtures/range-source.ts';

const { signal } = new AbortController();
const retry = { budgetMs: 10_000, clock: quickClock(), random: () => 0 };
const sidecar = Buffer.from('{}');
const signature = Buffer.from('untrusted comment: x');

test('fetches manifest and signature by their names, as far as there are any (otau 4.1)', async () => {
  const both = rangeSource({ 'a.otau.json': sidecar, 'a.otau.json.minisig': signature });
  expect(await fetchSidecar(both, 'a', retry, signal)).toEqual({ sidecar, signature });
  const unsigned = rangeSource({ 'a.otau.json': sidecar });
  expect(await fetchSidecar(unsigned, 'a', retry, signal)).toEqual({ sidecar });
  expect(await fetchSidecar(rangeSource({}), 'a', retry, signal)).toEqual({});
});

test('a source that is away for a moment does not make a signed package an unsigned one (otau 4.2)', async () => {
  const faults = [{ failWith: Object.assign(new Error('busy'), { status: 503 }) }];
  const source = rangeSource({ 'a.otau.json': sidecar }, { faults });
  expect(await fetchSidecar(source, 'a', retry, signal)).toEqual({ sidecar });
  const away = rangeSource({}, { faults: [{ failWith: Object.assign(new Error('no'), { status: 403 }) }] });
  await expect(fetchSidecar(away, 'a', retry, signal)).rejects.toMatchObject({ code: 'OTAU_DOWNLOAD_FAILED' });
});

test('a sidecar has a bound', async () => {
  const source = rangeSource({ 'a.otau.json': Buffer.alloc(70_000) });
  await expect(fetchSidecar(source, 'a', retry, signal)).rejects.toMatchObject({ code: 'OTAU_MANIFEST_INVALID' });
});
