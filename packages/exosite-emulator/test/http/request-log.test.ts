import { expect, test } from 'vitest';
import { createRequestLog } from '../../src/http/request-log.ts';

test('the oldest entries leave first', () => {
  const log = createRequestLog(2);
  for (const at of [1, 2, 3]) log.add({ at, method: 'GET', path: '/', query: '', status: 200 });
  expect(log.entries().map(({ at }) => at)).toEqual([2, 3]);
});
