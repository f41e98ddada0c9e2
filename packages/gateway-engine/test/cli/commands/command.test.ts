import { expect, test } from 'vitest';

import { parseCount, watch } from '../../../src/cli/commands/command.ts';

test('a watched screen is cleared and shown again, until the person who watches ends it', async () => {
  const shown: string[] = [];
  const controller = new AbortController();
  const output = { print: (text: string) => shown.push(text), warn: () => undefined, prompt: () => undefined };
  await watch({ output, signal: controller.signal }, 1, () => {
    if (shown.length === 2) controller.abort();
    return Promise.resolve(`look ${shown.length + 1}\n`);
  });
  expect(shown).toEqual([1, 2, 3].map((look) => `\u001B[H\u001B[2Jlook ${look}\n`));
});

test('a count is a whole number, at least 1: with another, a rollout would reach nobody, or never end', () => {
  expect(parseCount('10')).toBe(10);
  for (const text of ['0', '-1', '1.5', 'many', '', '1e3']) expect(() => parseCount(text)).toThrow('at least 1');
});
