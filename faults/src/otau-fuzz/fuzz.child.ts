import { existsSync } from 'node:fs';
import { openArena } from '../otau-corpus/arena.ts';
import { attempt } from './attempt.ts';
import { makeInput } from './input.ts';
import { type FuzzOrder, type FuzzProgress } from './messages.ts';

/** How often the parent hears from us, and how many accepted packages GNU tar is not asked about. */
const REPORT_EVERY = 20;
const GNU_TAR_EVERY = 40;

/** Where an fsync costs nothing. */
const MEMORY_DISK = '/dev/shm';

/** A process of its own: what never ends or takes it down is noticed by the one that watches it. */
async function fuzz({ seed, from, to }: FuzzOrder): Promise<void> {
  const arena = await openArena(existsSync(MEMORY_DISK) ? MEMORY_DISK : undefined);
  const harms: FuzzProgress['harms'][number][] = [];
  let outcomes: Record<string, number> = {};
  for (let run = from; run < to; run++) {
    const { outcome, harm } = await attempt(makeInput(seed, run), arena, { askGnuTar: run % GNU_TAR_EVERY === 0 });
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (harm !== undefined) {
      harms.push({ run, ...harm });
      await arena.clean();
    }
    if (run % REPORT_EVERY !== 0 && run + 1 < to && harm === undefined) continue;
    const progress: FuzzProgress = {
      next: run + 1,
      outcomes,
      harms: harms.splice(0),
      maxRssBytes: process.resourceUsage().maxRSS * 1024,
    };
    await new Promise<void>((resolve) =>
      process.send?.(progress, () => {
        resolve();
      }),
    );
    outcomes = {};
  }
  await arena.close();
  process.disconnect();
}

process.once('message', (order: FuzzOrder) => void fuzz(order));
