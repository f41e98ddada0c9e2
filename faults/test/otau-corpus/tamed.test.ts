import { expect, onTestFinished, test } from 'vitest';
import { openArena } from '../../src/otau-corpus/arena.ts';
import { judgeTamed, TAMED_CASES } from '../../src/otau-corpus/tamed.ts';

test.each(TAMED_CASES)('$title is taken out of what is extracted (otau 2.4)', async (tamed) => {
  const arena = await openArena();
  onTestFinished(() => arena.close());
  expect(await judgeTamed(tamed, 100, arena)).toBeUndefined();
});

test('what is not taken out is said', async () => {
  const arena = await openArena();
  onTestFinished(() => arena.close());
  const [tamed] = TAMED_CASES;
  expect(await judgeTamed({ ...tamed!, extracted: { mode: 0o4755 } }, 100, arena)).toContain('it became');
});
