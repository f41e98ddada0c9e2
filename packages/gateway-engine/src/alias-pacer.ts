import type { Clock } from './clock.ts';

/** The platform keeps one value per alias and second; what comes faster is undefined (exosite 2.1, gwe 84). */
const SPACING_MS = 1000;

/** Keeps writes to one alias at least a second apart. */
export interface AliasPacer {
  /** Resolves when all these aliases may be written again. */
  ready(aliases: readonly string[], options: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** To be called after a write has been answered, or has failed with its fate unknown. */
  wrote(aliases: readonly string[]): void;
}

export function createAliasPacer(clock: Clock): AliasPacer {
  const lastWriteMs = new Map<string, number>();
  return {
    async ready(aliases, options) {
      const now = clock.monotonic();
      const waits = aliases.map((alias) => (lastWriteMs.get(alias) ?? -Infinity) + SPACING_MS - now);
      const waitMs = Math.max(0, ...waits);
      if (waitMs > 0) await clock.sleep(waitMs, options);
    },
    wrote(aliases) {
      const now = clock.monotonic();
      for (const alias of aliases) lastWriteMs.set(alias, now);
    },
  };
}
