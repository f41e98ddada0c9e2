import { expect, test } from 'vitest';
import { findPort, findProgram, startServer } from '../../src/gmq-peers/server-process.ts';

test('finds a program, and names one that is missing', () => {
  expect(findProgram('sh')).toMatch(/\/sh$/);
  expect(() => findProgram('no-such-server')).toThrow('no-such-server is not installed');
});

test('a server that ends instead of listening is told from a slow one', async () => {
  const start = startServer('sh', ['-c', 'echo no such option >&2; exit 3'], await findPort());
  await expect(start).rejects.toThrow('no such option');
});
