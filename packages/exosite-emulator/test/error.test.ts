import { expect, test } from 'vitest';
import { EmulatorError, isEmulatorError } from '../src/index.ts';
import { toDataError, toListenError } from '../src/error.ts';

test('an error has a code, says whether to retry, and keeps its cause', () => {
  const cause = new Error('below');
  const error = new EmulatorError('EMULATOR_NO_DEVICE', 'message', { cause });
  expect(error).toMatchObject({ name: 'EmulatorError', code: 'EMULATOR_NO_DEVICE', retryable: false, cause });
  expect([isEmulatorError(error), isEmulatorError(cause)]).toEqual([true, false]);
});

test('failures of listen and of the data file are named', () => {
  const inUse = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
  expect(toListenError(inUse, '127.0.0.1', 80)).toMatchObject({ code: 'EMULATOR_PORT_IN_USE', retryable: true });
  expect(toListenError(new Error('EACCES'), '127.0.0.1', 80)).toMatchObject({ code: 'EMULATOR_LISTEN_FAILED' });
  expect(toDataError(new Error('disk I/O error'), 'x.db')).toMatchObject({ code: 'EMULATOR_DATA_UNUSABLE' });
  const own = new EmulatorError('EMULATOR_DATA_NEWER', 'newer');
  expect(toDataError(own, 'x.db')).toBe(own);
});

test('an address that is not of this machine cannot be listened on', async () => {
  const { createEmulator } = await import('../src/index.ts');
  await using emulator = createEmulator({ host: '192.0.2.1' });
  await expect(emulator.start()).rejects.toMatchObject({ code: 'EMULATOR_LISTEN_FAILED', retryable: false });
});
