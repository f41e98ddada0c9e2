import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tailLog } from '../../src/log/tail.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';

test('reads the last whole lines', async () => {
  const path = join(temporaryFolder(), 'log');
  writeFileSync(path, 'one\ntwo\nthree\n');
  expect(String(await tailLog(path))).toBe('one\ntwo\nthree\n');
  expect(String(await tailLog(path, { maxLines: 2 }))).toBe('two\nthree\n');
  expect(String(await tailLog(path, { maxBytes: 8 }))).toBe('three\n');
  expect(String(await tailLog(path, { maxBytes: 6 }))).toBe('three\n');
  expect(String(await tailLog(path, { maxBytes: 3 }))).toBe('ee\n');
  expect(String(await tailLog(path, { maxLines: 0 }))).toBe('');
  writeFileSync(path, 'a\nunfinished');
  expect(String(await tailLog(path, { maxLines: 1 }))).toBe('unfinished');
});

test('keeps every byte that supervisord chokes on (supervisord 6)', async () => {
  const path = join(temporaryFolder(), 'log');
  const bytes = Buffer.from([0x1b, 0x5b, 0x31, 0x6d, 0x00, 0xff, 0xe9, 0x0a]);
  writeFileSync(path, bytes);
  expect(await tailLog(path)).toEqual(bytes);
});

test('is always an end of the file, within both bounds, and as long as they allow', async () => {
  const path = join(temporaryFolder(), 'log');
  const line = fc.constantFrom('', 'a', 'bb', 'ccc', 'é');
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.nat(20), fc.nat(6), async (lines, maxBytes, maxLines) => {
      const all = Buffer.from(lines.join('\n'));
      writeFileSync(path, all);
      const tail = await tailLog(path, { maxBytes, maxLines });
      expect(all.subarray(all.length - tail.length)).toEqual(tail);
      expect(tail.length).toBeLessThanOrEqual(maxBytes);
      expect(
        tail.subarray(0, -1).toString('latin1').split('\n').length - (tail.length > 0 ? 0 : 1),
      ).toBeLessThanOrEqual(maxLines);
    }),
    { numRuns: 200 },
  );
});

test('refuses what is no size, and says when there is no log', async () => {
  await expect(tailLog('/x', { maxBytes: -1 })).rejects.toThrow(TypeError);
  expect((await errorOf(() => tailLog('/nonexistent/log'))).code).toBe('SUPERVISOR_FILE_UNUSABLE');
  const reason = new Error('enough');
  await expect(tailLog('/x', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
