import { expect, test } from 'vitest';
import type { ReadOutcome } from '../../src/index.ts';
import { answerRead } from '../../src/server/read.ts';
import { CLIENT } from '../fixtures/open-queue.ts';

const headers = { 'x-exosite-vms': 'acme gateway 0001' };
const ask = (outcome: ReadOutcome, aliases = ['a', 'b'], given: Record<string, string> = headers) =>
  answerRead({ read: () => Promise.resolve(outcome) }, given, aliases);

test('passes a read on for the identity of the header, and answers in the order asked for (exosite 2.2)', async () => {
  const asked: unknown[] = [];
  const queue = {
    read: (...given: readonly unknown[]) => {
      asked.push(given);
      return Promise.resolve({
        kind: 'values',
        values: new Map([
          ['b', 'x & y'],
          ['a', '1'],
        ]),
      } as const);
    },
  };
  expect(await answerRead(queue, headers, ['a', 'b', 'c'])).toMatchObject({ status: 200, body: 'a=1&b=x+%26+y' });
  expect(asked).toEqual([[CLIENT, ['a', 'b', 'c']]]);
});

test('no data, and no alias, are 204 (exosite 2.2)', async () => {
  expect(await ask({ kind: 'values', values: new Map() })).toEqual({ status: 204 });
  expect(await ask({ kind: 'offline', reason: '' }, [])).toEqual({ status: 204 });
});

test('what fails has no body: some clients take any body for data (gwe K149)', async () => {
  expect(await ask({ kind: 'offline', reason: 'down' })).toEqual({ status: 503, headers: { 'Retry-After': '1' } });
  expect(await ask({ kind: 'refused', reason: 'no' })).toEqual({ status: 400, headers: {} });
  expect(await ask({ kind: 'offline', reason: '' }, ['a'], {})).toEqual({ status: 400, headers: {} });
  const many = Array.from({ length: 257 }, (_, index) => `${index}`);
  expect(await ask({ kind: 'offline', reason: '' }, many)).toEqual({ status: 400, headers: {} });
});
