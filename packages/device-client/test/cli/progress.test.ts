import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createProgress, formatProgress } from '../../src/cli/progress.ts';
import { createGdcHost } from '../fixtures/gdc.ts';

test('tells percent and megabytes', () => {
  expect(formatProgress(12_345_678, 27_000_000)).toBe('45 %, 12.3 of 27.0 MB');
  expect(formatProgress(0, 0)).toBe('100 %, 0.0 of 0.0 MB');
});

test('shows twice a second at most, and the end in any case', () => {
  const texts: string[] = [];
  const terminal = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        texts.push(chunk.toString());
        done();
      },
    }),
    { isTTY: true },
  );
  const { host } = createGdcHost();
  let now = 0;
  const progress = createProgress({ ...host, stderr: terminal }, () => now);
  for (let have = 0; have <= 10; have += 1) {
    progress.show(have * 1e6, 10e6);
    now += 100;
  }
  progress.end();
  expect(texts).toEqual([
    '\rgdc: 0 %, 0.0 of 10.0 MB ',
    '\rgdc: 50 %, 5.0 of 10.0 MB ',
    '\rgdc: 100 %, 10.0 of 10.0 MB ',
    '\n',
  ]);
});

test('says nothing where nobody looks', () => {
  const { host, result } = createGdcHost();
  const progress = createProgress(host);
  progress.show(1, 2);
  progress.end();
  expect(result(0).stderr).toBe('');
});
