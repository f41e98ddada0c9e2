import type { RequestEntry } from '../../src/http/request-log.ts';

/** Which requests to show. */
export interface RequestQuery {
  /** Every word must be in method, path, query, device, note or fault; a leading `-` excludes. */
  readonly search: string;
  readonly outcome: 'any' | 'ok' | 'refused' | 'failed' | 'faulted';
}

/** The requests that a query asks for, in their order. */
export function queryRequests(requests: readonly RequestEntry[], query: RequestQuery): readonly RequestEntry[] {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  return requests.filter((entry) => {
    if (!hasOutcome(entry, query.outcome)) return false;
    const text = textOf(entry);
    return words.every((word) =>
      word.length > 1 && word.startsWith('-') ? !text.includes(word.slice(1)) : text.includes(word),
    );
  });
}

function hasOutcome({ status, fault }: RequestEntry, outcome: RequestQuery['outcome']): boolean {
  switch (outcome) {
    case 'any':
      return true;
    case 'ok':
      return status >= 200 && status < 400;
    case 'refused':
      return status >= 400 && status < 500;
    case 'failed':
      return status === 0 || status >= 500;
    case 'faulted':
      return fault !== undefined;
  }
}

function textOf({ method, path, query, status, device, note, fault }: RequestEntry): string {
  const { vendor = '', model = '', serial = '' } = device ?? {};
  const parts = [method, path, query, String(status), vendor, model, serial, note ?? '', fault ?? ''];
  return parts.join(' ').toLowerCase();
}

/** Bytes of all requests together. */
export function totalBytes(requests: readonly RequestEntry[]): { readonly received: number; readonly sent: number } {
  let [received, sent] = [0, 0];
  for (const { bytesIn, bytesOut } of requests) {
    received += bytesIn;
    sent += bytesOut;
  }
  return { received, sent };
}
