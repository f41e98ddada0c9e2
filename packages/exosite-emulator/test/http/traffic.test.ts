import { expect, test } from 'vitest';
import { startWithDevice } from '../support/emulator.ts';
import { exchange } from '../support/raw.ts';

test('each request of a connection shows its own bytes, heads included, and how long it took', async () => {
  const { emulator, url, cik } = await startWithDevice();
  const write = `POST /onep:v1/stack/alias HTTP/1.1\r\nX-Exosite-CIK: ${cik}\r\nContent-Length: 3\r\n\r\na=1`;
  const read = `GET /onep:v1/stack/alias?a HTTP/1.1\r\nX-Exosite-CIK: ${cik}\r\n\r\n`;
  const first = await exchange(url, [write], (text) => text.includes('\r\n\r\n'));
  const both = await exchange(url, [read, read], (text) => text.split('\r\n\r\na=1').length === 3);
  const [, written, ...reads] = emulator.requests();
  expect(written).toMatchObject({ bytesIn: write.length, bytesOut: first.received.length });
  const sum = (field: 'bytesIn' | 'bytesOut'): number => reads.reduce((total, entry) => total + entry[field], 0);
  expect([sum('bytesIn'), sum('bytesOut')]).toEqual([2 * read.length, both.received.length]);
  expect(reads.every(({ durationMs }) => durationMs >= 0 && durationMs < 60_000)).toBe(true);
});
