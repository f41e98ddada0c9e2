import { expect, test } from 'vitest';
import { queryRequests, totalBytes, type RequestQuery } from '../../../../console/requests/request-query.ts';

const base = {
  at: 1,
  durationMs: 1,
  method: 'POST',
  path: '/onep:v1/stack/alias',
  query: '',
  bytesIn: 10,
  bytesOut: 5,
};
const all = [
  { ...base, id: 1, status: 204, device: { vendor: 'v', model: 'm', serial: 'gw-1' } },
  { ...base, id: 2, status: 401, note: 'unknown CIK' },
  { ...base, id: 3, status: 503, fault: 'status' },
  { ...base, id: 4, status: 0, method: 'GET', path: '/timestamp', fault: 'reset' },
];
const ids = (query: Partial<RequestQuery>): number[] =>
  queryRequests(all, { search: '', outcome: 'any', ...query }).map(({ id }) => id);

test.each([
  ['any', [1, 2, 3, 4]],
  ['ok', [1]],
  ['refused', [2]],
  ['failed', [3, 4]],
  ['faulted', [3, 4]],
] as const)('%s: %j', (outcome, expected) => {
  expect(ids({ outcome })).toEqual(expected);
});

test('every word counts; a minus leaves out', () => {
  expect(ids({ search: 'GW-1' })).toEqual([1]);
  expect(ids({ search: 'cik 401' })).toEqual([2]);
  expect(ids({ search: '-stack' })).toEqual([4]);
  expect(ids({ search: 'stack -503 -401' })).toEqual([1]);
});

test('sums bytes', () => {
  expect(totalBytes(all)).toEqual({ received: 40, sent: 20 });
});
