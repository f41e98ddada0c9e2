import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBoundedOutput } from '../../src/process/bounded-output.ts';

test('keeps everything that fits, in order, and never more than its bound (otau 3.5)', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.integer({ min: 0, max: 200 }), (parts, maxBytes) => {
      const output = createBoundedOutput(maxBytes);
      for (const part of parts) output.push(Buffer.from(part));
      const whole = parts.join('');
      if (whole.length <= maxBytes) expect(output.text()).toBe(whole);
      else expect(output.text().replace(/\n\[… \d+ bytes left out …\]\n/, '').length).toBe(maxBytes);
    }),
  );
});

test('keeps the beginning and the end of a long output', () => {
  const output = createBoundedOutput(16);
  for (let index = 0; index < 1000; index++) output.push(Buffer.from(`line${index}\n`));
  expect(output.text()).toBe('line\n[… 7874 bytes left out …]\n998\nline999\n');
});
