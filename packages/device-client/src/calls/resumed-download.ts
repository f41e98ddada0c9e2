import { SYSTEM_CLOCK } from '../clock.ts';
import { CALL_RETRY, type CallRetried } from '../diagnostics.ts';
import { DeviceClientError, isDeviceClientError } from '../errors.ts';
import { decideRetry, type RetryPolicy } from '../retry/decide-retry.ts';
import { retry, RETRY_DEFAULTS, type RetryOptions } from '../retry/retry.ts';
import type { ContentDownload } from './content-body.ts';

/** Opens the content from a byte on; `ifRange` makes the platform send all of it if it has changed. */
export type OpenDownload = (rangeStart: number, ifRange: string | undefined) => Promise<ContentDownload>;

/**
 * A download that goes on by itself after a cut, from the byte where it was cut (exosite 3.4). The attempts and the
 * time of the policy count between two pieces of the body, so that a long download over a bad line comes to its end.
 */
export async function downloadResumed(
  open: OpenDownload,
  rangeStart: number,
  ifRange: string | undefined,
  options: RetryOptions,
): Promise<ContentDownload> {
  const settings = { ...RETRY_DEFAULTS, ...options, idempotent: true };
  const first = await retry(() => open(rangeStart, ifRange), settings);
  let current = first;
  const givenUp = new AbortController();

  async function* readOn(): AsyncGenerator<Uint8Array, void, undefined> {
    const { clock = SYSTEM_CLOCK, signal } = options;
    let position = first.status === 206 ? rangeStart : 0;
    let skip = 0;
    let attempts = 0;
    let progressAt = clock.now();
    let isOpen = true;
    for (;;) {
      try {
        if (!isOpen) {
          current = await open(position, validatorOf(first));
          if (givenUp.signal.aborted) current.body.destroy();
          skip = requireSame(first, current, position);
          isOpen = true;
        }
        for await (const chunk of current.body) {
          const fresh = chunk.subarray(skip);
          skip -= chunk.length - fresh.length;
          if (fresh.length === 0) continue;
          attempts = 0;
          progressAt = clock.now();
          position += fresh.length;
          yield fresh;
        }
        return;
      } catch (error) {
        // The connection may die after the last byte: there is nothing left to ask for.
        if (position === first.totalBytes) return;
        isOpen = false;
        attempts += 1;
        const delayMs = givenUp.signal.aborted
          ? undefined
          : decideResume(error, attempts, clock.now() - progressAt, settings);
        if (delayMs === undefined) throw error;
        await clock.sleep(delayMs, { signal });
        if (givenUp.signal.aborted) throw error;
      }
    }
  }

  return {
    ...first,
    body: {
      [Symbol.asyncIterator]: readOn,
      destroy() {
        givenUp.abort();
        current.body.destroy();
      },
    },
  };
}

function decideResume(
  error: unknown,
  attempts: number,
  elapsedMs: number,
  settings: RetryPolicy & Pick<RetryOptions, 'random'>,
): number | undefined {
  if (!isDeviceClientError(error) || error.code === 'DEVICE_CLIENT_CHANGED') return undefined;
  const delayMs = decideRetry(error, { attempts, elapsedMs }, settings, settings.random ?? Math.random);
  if (delayMs !== undefined && CALL_RETRY.hasSubscribers) {
    CALL_RETRY.publish({ attempts, delayMs, code: error.code } satisfies CallRetried);
  }
  return delayMs;
}

/** What `If-Range` may carry: a strong `etag`, else `lastModified` (RFC 9110, 13.1.5). */
function validatorOf({ etag, lastModified }: ContentDownload): string | undefined {
  return etag !== undefined && !etag.startsWith('W/') ? etag : lastModified;
}

/**
 * How many bytes at the beginning of the new body are known already. Throws DEVICE_CLIENT_CHANGED if it is not the
 * rest of the same content, or if nothing tells that it is.
 */
function requireSame(first: ContentDownload, next: ContentDownload, position: number): number {
  const isSame = (name: 'etag' | 'lastModified' | 'totalBytes'): boolean =>
    first[name] === undefined || next[name] === undefined || first[name] === next[name];
  const hasValidator = validatorOf(first) !== undefined && validatorOf(first) === validatorOf(next);
  // All of it once more: the content has changed, unless the platform knows no ranges and says that it is the same.
  const isRest = next.status === 206 || position === 0 || hasValidator;
  if (isRest && isSame('etag') && isSame('lastModified') && isSame('totalBytes')) {
    return next.status === 206 ? 0 : position;
  }
  next.body.destroy();
  throw new DeviceClientError(
    `downloadContent was cut off after ${position} bytes, and the content is no longer the same. Download it anew.`,
    { code: 'DEVICE_CLIENT_CHANGED', outcome: 'unknown' },
  );
}
