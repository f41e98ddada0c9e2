import { expect, test } from 'vitest';
import { createOutputLines } from '../../src/process/output-lines.ts';

function linesOf(...chunks: readonly (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const output = createOutputLines((line) => lines.push(line));
  for (const chunk of chunks) output.push(Buffer.from(chunk));
  output.end();
  return lines;
}

test('gives lines as they are completed, whatever the chunks are', () => {
  expect(linesOf('on', 'e\ntwo\r\n', '\nlast')).toEqual(['one', 'two', '', 'last']);
  const euro = Buffer.from('€\n');
  expect(linesOf(euro.subarray(0, 1), euro.subarray(1))).toEqual(['€']);
});

test('a line without end is given in pieces, and never fills the memory (otau 3.5)', () => {
  const lines = linesOf('x'.repeat(10_000));
  expect(lines.map((line) => line.length)).toEqual([4096, 4096, 1808]);
});
