import { setTimeout as delay } from 'node:timers/promises';
import { ARCHIVE_RULES, extractPackage, isOtauError } from '@gateway-engine/otau';
import { type Arena } from './arena.ts';
import { type HostileCase } from './hostile-case.ts';

/** What became of a hostile package; undefined is what should. */
export interface Verdict {
  readonly harm: 'escaped' | 'stuck';
  readonly found: string;
}

/** Longest that a refusal may take. */
const LIMIT_MS = 60_000;

/**
 * Gives a package to the extractor and looks: it must be refused, by the rule and the code that the case names, within
 * the time, with nothing changed outside and nothing left inside (otau 2.5, 2.8).
 */
export async function judge(hostile: HostileCase, chunkBytes: number, arena: Arena): Promise<Verdict | undefined> {
  const watchdog = new AbortController();
  try {
    const refusing = refusalOf(inChunks(hostile.bytes(), chunkBytes), arena.destination);
    const late = delay(LIMIT_MS, 'late' as const, { signal: watchdog.signal });
    late.catch(() => undefined);
    const refusal = await Promise.race([refusing, late]);
    if (refusal === 'late') return { harm: 'stuck', found: `not refused after ${LIMIT_MS / 1000} s` };
    const expected = `${ARCHIVE_RULES[hostile.rule]} ${hostile.rule}`;
    if (refusal !== expected) return { harm: 'escaped', found: `${refusal} instead of ${expected}` };
    const damage = await arena.damage();
    return damage === undefined ? undefined : { harm: 'escaped', found: `refused, but this is there now:\n${damage}` };
  } finally {
    watchdog.abort();
  }
}

async function refusalOf(source: AsyncIterable<Uint8Array>, destination: string): Promise<string> {
  try {
    await extractPackage({ source, destination });
    return 'accepted';
  } catch (error) {
    if (!isOtauError(error)) return `failed with ${String(error)}`;
    return `${error.code} ${error.rule ?? 'without a rule'}`;
  }
}

/** The bytes in chunks that no header fits into. */
export async function* inChunks(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  chunkBytes: number,
): AsyncGenerator<Uint8Array> {
  if (!(bytes instanceof Uint8Array)) {
    yield* bytes;
    return;
  }
  for (let offset = 0; offset < bytes.length; offset += chunkBytes) yield bytes.subarray(offset, offset + chunkBytes);
}
