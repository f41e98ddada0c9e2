import { CONSOLE_HEADER } from '../../src/console/guard.ts';
import type { DeviceIdentity, ProductIdentity } from '../../src/identity.ts';

/** The emulator refused, or does not answer; the message is for people. */
class ApiError extends Error {
  override readonly name = 'ApiError';
}

/** What a call sends besides its address. */
export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Sent as it is. */
  readonly file?: Blob;
  readonly signal?: AbortSignal;
}

/** Calls the emulator; throws ApiError. `T` is what the server's route says it answers. */
export async function callApi<T = undefined>(path: string, call: ApiCall = {}): Promise<T> {
  const { method = 'GET', fields, file, signal } = call;
  const response = await send(path, {
    method,
    headers: { [CONSOLE_HEADER]: '1', ...(fields === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(fields === undefined ? {} : { body: JSON.stringify(fields) }),
    ...(file === undefined ? {} : { body: file }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw new ApiError(errorOf(answer) ?? `The emulator answered ${response.status}.`);
  // Our own server of the same version answers: its types are known.
  return answer as T;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiError('The emulator does not answer. Is it still running?', { cause });
  }
}

function errorOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return typeof answer.error === 'string' ? answer.error : undefined;
}

/** Address of a device in the API. */
export function deviceApiPath({ vendor, model, serial }: DeviceIdentity): string {
  return `/api/devices/${[vendor, model, serial].map(encodeURIComponent).join('/')}`;
}

/** Address of a resource in the API. */
export function aliasApiPath(device: DeviceIdentity, alias: string): string {
  return `${deviceApiPath(device)}/aliases/${encodeURIComponent(alias)}`;
}

/** Address of a content entry in the API. */
export function contentApiPath({ vendor, model }: ProductIdentity, id: string): string {
  return `/api/content/${[vendor, model, id].map(encodeURIComponent).join('/')}`;
}
