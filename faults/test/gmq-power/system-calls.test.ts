import { expect, test } from 'vitest';
import { proveOrder } from '../../src/gmq-power/system-calls.ts';

const VALUE = /value-\d/g;
const ASK = String.raw`10 read(20<socket:[1]>, "POST / HTTP/1.1\r\n\r\n7=value-1", 65536) = 33`;
const WRITE = String.raw`10 pwrite64(9</a/q.db-wal>, "\0\0value-1\0value-2", 4096, 32) = 4096`;
const SYNC = '10 fdatasync(9</a/q.db-wal>) = 0';
const ACKNOWLEDGE = String.raw`10 writev(20<socket:[1]>, [{iov_base="HTTP/1.1 204 No Content\r\n", iov_len=99}], 1) = 99`;

const prove = (...lines: string[]) => proveOrder(lines.join('\n'), VALUE);

test('read, written, synced, acknowledged: proven (queue 6)', () => {
  expect(prove(ASK, WRITE, SYNC, ACKNOWLEDGE)).toEqual({ proven: 1, unproven: [] });
});

test.each([
  ['never written', [ASK, SYNC, ACKNOWLEDGE]],
  ['never synced', [ASK, WRITE, ACKNOWLEDGE]],
  ['synced before it was written', [ASK, SYNC, WRITE, ACKNOWLEDGE]],
  ['synced after it was acknowledged', [ASK, WRITE, ACKNOWLEDGE, SYNC]],
  ['another file was synced', [ASK, WRITE, SYNC.replace('q.db-wal', 'q.db'), ACKNOWLEDGE]],
  ['the sync failed', [ASK, WRITE, SYNC.replace('= 0', '= -1 EIO (Input/output error)'), ACKNOWLEDGE]],
])('%s: not proven', (_name, lines) => {
  expect(prove(...lines)).toEqual({ proven: 0, unproven: ['value-1'] });
});

const BEGIN = '11 fdatasync(9</a/q.db-wal> <unfinished ...>';
const END = '11 <... fdatasync resumed>) = 0';

test('a sync in another thread counts from its begin to its end', () => {
  expect(prove(ASK, WRITE, BEGIN, END, ACKNOWLEDGE).proven).toBe(1);
  expect(prove(ASK, WRITE, BEGIN, ACKNOWLEDGE, END).unproven).toEqual(['value-1']);
  expect(prove(ASK, BEGIN, WRITE, END, ACKNOWLEDGE).unproven).toEqual(['value-1']);
});

test('halves of a call that another thread interrupts are put together', () => {
  const read = [
    '10 read(20<socket:[1]>,  <unfinished ...>',
    String.raw`10 <... read resumed>"POST / 7=value-1", 65536) = 33`,
  ];
  const write = [WRITE.replace(') = 4096', ' <unfinished ...>'), '10 <... pwrite64 resumed>) = 4096'];
  expect(prove(...read, ...write, SYNC, ACKNOWLEDGE).proven).toBe(1);
  expect(prove(...read, write[0]!, BEGIN, write[1]!, END, ACKNOWLEDGE).unproven).toEqual(['value-1']);
});
