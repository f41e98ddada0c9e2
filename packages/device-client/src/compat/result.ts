import { isDeviceClientError, type DeviceClientError } from '../errors.ts';

/** What every call of the facade resolves with, as the original's handler had it (gwe J123). */
export interface ApiResult {
  /** True for 200 and 204 (gwe J124). */
  readonly success: boolean;
  /** The HTTP status; 0 if there was no answer at all: offline (gwe J124). */
  readonly code: number;
  /** The body; for reads and polls the values, form-encoded: split at `&`, then decode (gwe J127). */
  readonly body: string;
  /** The values that came, decoded. */
  readonly values: ReadonlyMap<string, string>;
  /** What went wrong, with everything that this package knows about it. */
  readonly error?: DeviceClientError;
  /** `Response code: …, Response body: …, success: …` (gwe J123). */
  toString(): string;
}

/** Makes a result. */
export function createResult(
  code: number,
  body: string,
  rest: Pick<ApiResult, 'error'> & { readonly values?: ReadonlyMap<string, string> } = {},
): ApiResult {
  const success = code === 200 || code === 204;
  return {
    success,
    code,
    body,
    values: rest.values ?? new Map(),
    ...(rest.error === undefined ? {} : { error: rest.error }),
    toString: () => `Response code: ${code}, Response body: ${body}, success: ${success ? 'True' : 'False'}`,
  };
}

/** The result of a call that this package rejects: no exception for what a network or a platform does. */
export async function settleResult(call: Promise<ApiResult>): Promise<ApiResult> {
  try {
    return await call;
  } catch (error) {
    if (!isDeviceClientError(error)) throw error;
    return createResult(error.status ?? 0, '', { error });
  }
}
