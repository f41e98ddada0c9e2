import { OtauError } from '../errors.ts';

/** Turns what the host rejects with into our error, its words kept. */
export async function hostCall(
  code: 'OTAU_CONF_REFUSED' | 'OTAU_APPLY_FAILED',
  what: string,
  signal: AbortSignal | undefined,
  call: () => Promise<void>,
  details: { readonly exitCode?: number | undefined; readonly output?: string } = {},
): Promise<void> {
  try {
    await call();
  } catch (error) {
    signal?.throwIfAborted();
    const found = error instanceof Error ? error.message : String(error);
    const retryable = error instanceof Error && 'retryable' in error && error.retryable === true;
    throw new OtauError(code, `${what}: ${found}`, { cause: error, retryable, ...details });
  }
}
