import { errnoOf, isOtauError, OtauError } from '../errors.ts';

/** What a source failed with, as our error. */
export function downloadError(error: unknown, fileName: string, signal: AbortSignal | undefined): unknown {
  if (isOtauError(error) || (signal?.aborted === true && error === signal.reason)) return error;
  return downloadFailed(fileName, error instanceof Error ? error.message : String(error), !isFinal(error), error);
}

/** The body of an answer, whose failures are ours. */
export async function* received(body: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw downloadError(error, fileName, undefined);
  }
}

/** The error of a fetch that came to nothing. */
export function downloadFailed(fileName: string, found: string, retryable: boolean, cause?: unknown): OtauError {
  const advice = retryable ? 'It may work later.' : 'Check that the file is there and that this gateway may read it.';
  return new OtauError('OTAU_DOWNLOAD_FAILED', `Fetching ${fileName} failed: ${found.replace(/\.$/, '')}. ${advice}`, {
    cause,
    retryable,
  });
}

/** Whether the same request would fail again: what the source says, any 4xx but those of haste, a missing file. */
export function isFinal(error: unknown): boolean {
  if (error instanceof Error && 'retryable' in error) return error.retryable !== true;
  const status = statusOf(error);
  if (status !== undefined) return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  return errnoOf(error) === 'ENOENT';
}

/** Whether the source says that it has no such file. */
export function isNotFound(error: unknown): boolean {
  const code = errnoOf(error);
  return statusOf(error) === 404 || code === 'ENOENT' || code?.endsWith('NOT_FOUND') === true;
}

/** The HTTP status of a source's error, if it has one. */
export function statusOf(error: unknown): number | undefined {
  return numberOf(error, 'status');
}

/** How long the source asked to wait, if it did. */
export function retryAfterOf(error: unknown): number | undefined {
  return numberOf(error, 'retryAfterMs');
}

function numberOf(error: unknown, key: 'status' | 'retryAfterMs'): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const value: unknown = Object.entries(error).find(([name]) => name === key)?.[1];
  return typeof value === 'number' ? value : numberOf(error.cause, key);
}
