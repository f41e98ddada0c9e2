import { expect, test } from 'vitest';
import { hostCall } from '../../src/install/host-call.ts';
import { matching } from '../fixtures/text.ts';

test('what the host says is kept, and whether it may pass (otau 5.1)', async () => {
  const failure = Object.assign(new Error('supervisord is down'), { retryable: true });
  await expect(
    hostCall('OTAU_APPLY_FAILED', 'a could not be started', undefined, () => Promise.reject(failure)),
  ).rejects.toMatchObject({
    code: 'OTAU_APPLY_FAILED',
    retryable: true,
    cause: failure,
    message: matching(/^a could not be started: supervisord is down$/),
  });
});

test('an abort during a call of the host comes out with its own reason', async () => {
  const signal = AbortSignal.abort('enough');
  const call = () => Promise.reject(new Error('interrupted'));
  await expect(hostCall('OTAU_APPLY_FAILED', 'x', signal, call)).rejects.toBe('enough');
});
