import { call, type CallOptions, type Reply } from './call.ts';

export const TOKEN = '0123456789abcdef0123456789abcdef01234567';

/** A management call with the vendor token; `path` follows `/provision/manage/`. */
export function manage(url: string, path: string, options: CallOptions = {}): Promise<Reply> {
  return call(`${url}/provision/manage/${path}`, {
    ...options,
    headers: { 'X-Exosite-Token': TOKEN, ...options.headers },
  });
}
