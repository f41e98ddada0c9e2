import { expect, test } from 'vitest';
import { downloadError, isFinal, isNotFound, received, retryAfterOf, statusOf } from '../../src/download/failure.ts';

const error = (more: object) => Object.assign(new Error('x'), more);

test('whether it is worth another try is what the source says (otau 3.9)', () => {
  expect(downloadError(error({ retryable: false }), 'a', undefined)).toMatchObject({ retryable: false });
  expect(downloadError(error({ retryable: true }), 'a', undefined)).toMatchObject({ retryable: true });
  expect(downloadError(new Error('x'), 'a', undefined)).toMatchObject({ retryable: true });
});

test.each([
  [{ status: 404 }, true],
  [{ status: 403 }, true],
  [{ status: 429 }, false],
  [{ status: 408 }, false],
  [{ status: 503 }, false],
  [{ code: 'ENOENT' }, true],
  [{ code: 'ECONNRESET' }, false],
])('%j is final: %s (otau 3.9)', (more, expected) => {
  expect(isFinal(error(more))).toBe(expected);
});

test('a missing file is told by status or code, status and Retry-After also from a cause', () => {
  expect(
    [{ status: 404 }, { code: 'ENOENT' }, { code: 'DEVICE_CLIENT_NOT_FOUND' }, {}].map((more) =>
      isNotFound(error(more)),
    ),
  ).toEqual([true, true, true, false]);
  const wrapped = downloadError(error({ status: 503, retryAfterMs: 5 }), 'a', undefined);
  expect([statusOf(wrapped), retryAfterOf(wrapped)]).toEqual([503, 5]);
  expect(statusOf('x')).toBeUndefined();
});

test('the failure of a body is a failed download, an abort keeps its reason', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('x'));
    throw new Error('connection reset');
  }
  const reading = async () => {
    const chunks = received(broken(), 'a');
    while ((await chunks.next()).done !== true);
  };
  await expect(reading()).rejects.toMatchObject({ code: 'OTAU_DOWNLOAD_FAILED' });
  const reason = new Error('enough');
  expect(downloadError(reason, 'a', AbortSignal.abort(reason))).toBe(reason);
});
