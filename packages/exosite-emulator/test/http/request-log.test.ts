import { expect, test } from 'vitest';
import { createRequestLog } from '../../src/http/request-log.ts';

const ENTRY = { at: 1, durationMs: 1, method: 'GET', path: '/', query: '', status: 200, bytesIn: 1, bytesOut: 1 };

test('the oldest entries leave first; the numbers go on', () => {
  const log = createRequestLog(2);
  for (const at of [1, 2, 3]) log.add({ ...ENTRY, at });
  expect(log.entries().map(({ id, at }) => [id, at])).toEqual([
    [2, 2],
    [3, 3],
  ]);
});

test('listeners hear of each entry until they end it', () => {
  const log = createRequestLog(2);
  const heard: number[] = [];
  const end = log.onRequest(({ id }) => heard.push(id));
  log.add(ENTRY);
  end();
  log.add(ENTRY);
  expect(heard).toEqual([1]);
});
