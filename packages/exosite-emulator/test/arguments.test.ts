import { expect, test } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { isName } from '../src/arguments.ts';

test('identities and ids that lists cannot show are TypeErrors', async () => {
  await using emulator = createEmulator();
  const wrong = [
    () => {
      emulator.enableDevice({ vendor: '', model: 'm', serial: 's' });
    },
    () => {
      emulator.enableDevice({ vendor: 'v', model: 'm', serial: 'a\r\nb' });
    },
    () => {
      emulator.uploadContent({ vendor: 'v', model: 'm' }, 'a\nb', new Uint8Array());
    },
    () => {
      emulator.injectFault({ kind: 'reset', count: -1 });
    },
  ];
  emulator.enableDevice({ vendor: 'v', model: 'm', serial: 's' });
  wrong.push(() => {
    emulator.activateDevice({ vendor: 'v', model: 'm', serial: 's' }, { cik: 'short' });
  });
  for (const attempt of wrong) expect(attempt).toThrow(TypeError);
});

test('a name has 1 to 256 characters', () => {
  expect(['', 'a', 'é'.repeat(256), 'a'.repeat(257), '\0'].map(isName)).toEqual([false, true, true, false, false]);
});
