import { expect, test } from 'vitest';
import { resourceId } from '../../../src/device/resource-id.ts';
import { DEVICE, startWithDevice } from '../../support/emulator.ts';
import { rpc } from '../../support/rpc.ts';

const A = { alias: 'a' };

test('write, recordbatch and read with options (exosite 5)', async () => {
  const { emulator, url, cik } = await startWithDevice();
  const points = [
    [100, 'x'],
    [101, 2],
    [-8, 'y'],
  ];
  expect(
    await rpc(url, cik, [
      ['write', [A, 'now', {}]],
      ['recordbatch', [A, points]],
      ['read', [A, {}]],
      ['read', [A, { sort: 'asc', limit: 2 }]],
      ['read', [A, { starttime: 101, endtime: 1_408_088_300, limit: 10 }]],
    ]),
  ).toEqual([
    { id: 0, status: 'ok' },
    { id: 1, status: 'ok' },
    { id: 2, status: 'ok', result: [[1_408_088_308, 'now']] },
    {
      id: 3,
      status: 'ok',
      result: [
        [100, 'x'],
        [101, '2'],
      ],
    },
    {
      id: 4,
      status: 'ok',
      result: [
        [1_408_088_300, 'y'],
        [101, '2'],
      ],
    },
  ]);
  expect(emulator.history(DEVICE, 'a')).toHaveLength(4);
});

test('recordbatch stores what it can and names the rest (exosite 5)', async () => {
  const { emulator, url, cik } = await startWithDevice();
  await rpc(url, cik, [['recordbatch', [A, [[100, 'x']]]]]);
  const again = [
    [
      'recordbatch',
      [
        A,
        [
          [100, 'x'],
          [101, 'y'],
        ],
      ],
    ],
  ] as const;
  expect(await rpc(url, cik, [[again[0][0], [...again[0][1]]]])).toEqual([{ id: 0, status: [[100, 'invalid']] }]);
  expect(emulator.history(DEVICE, 'a').map(({ text }) => text)).toEqual(['x', 'y']);
});

test('listing, lookup and info know resources by RID (exosite 5)', async () => {
  const { emulator, url, cik } = await startWithDevice();
  emulator.write(DEVICE, { a: '1' });
  const [own, rid] = [resourceId(DEVICE), resourceId(DEVICE, 'a')];
  expect(
    await rpc(url, cik, [
      ['lookup', ['alias', 'a']],
      ['lookup', ['alias', '']],
      ['lookup', ['alias', 'none']],
      ['read', [rid, {}]],
      ['listing', [own, ['dataport', 'client'], {}]],
      ['info', [{ alias: '' }, { basic: true, aliases: true }]],
      ['info', [rid, { basic: true }]],
    ]),
  ).toEqual([
    { id: 0, status: 'ok', result: rid },
    { id: 1, status: 'ok', result: own },
    { id: 2, status: 'invalid' },
    { id: 3, status: 'ok', result: [[1_408_088_308, '1']] },
    { id: 4, status: 'ok', result: { dataport: [rid], client: [] } },
    { id: 5, status: 'ok', result: { basic: { type: 'client', status: 'activated' }, aliases: { [rid]: ['a'] } } },
    { id: 6, status: 'ok', result: { basic: { type: 'dataport', status: 'activated' } } },
  ]);
});

test('flush drops what lies between its bounds (exosite 5)', async () => {
  const { emulator, url, cik } = await startWithDevice();
  await rpc(url, cik, [
    [
      'recordbatch',
      [
        A,
        [
          [1, 'a'],
          [2, 'b'],
          [3, 'c'],
        ],
      ],
    ],
    ['flush', [A, { newerthan: 1, olderthan: 3 }]],
  ]);
  expect(emulator.history(DEVICE, 'a').map(({ text }) => text)).toEqual(['a', 'c']);
  await rpc(url, cik, [['flush', [A]]]);
  expect(emulator.history(DEVICE, 'a')).toEqual([]);
});

test('wait answers the next value or expires (exosite 5)', async () => {
  const { emulator, url, cik } = await startWithDevice();
  emulator.write(DEVICE, { a: 'new' });
  expect(
    await rpc(url, cik, [
      ['wait', [A, { since: 0, timeout: 30_000 }]],
      ['wait', [A, { timeout: 10 }]],
    ]),
  ).toEqual([
    { id: 0, status: 'ok', result: [1_408_088_308, 'new'] },
    { id: 1, status: 'expire' },
  ]);
});

test('wrong arguments are invalid, one by one (exosite 5)', async () => {
  const { url, cik } = await startWithDevice();
  const client = { alias: '' };
  const calls: (readonly [string, unknown[]])[] = [
    ['read', ['f'.repeat(40), {}]],
    ['read', [client, {}]],
    ['write', [A, { an: 'object' }]],
    ['recordbatch', [A, [['now', 1]]]],
    ['flush', [5]],
    ['wait', [null]],
    ['info', [null]],
    ['listing', [A, ['dataport']]],
    ['lookup', ['owner', 'x']],
  ];
  expect(await rpc(url, cik, calls)).toEqual(calls.map((_, id) => ({ id, status: 'invalid' })));
});
