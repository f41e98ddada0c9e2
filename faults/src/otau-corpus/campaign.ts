import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Campaign } from '../contract.ts';
import { createRandom } from '../random.ts';
import { type Arena, openArena } from './arena.ts';
import { type HostileCase } from './hostile-case.ts';
import { HOSTILE_HEADERS } from './hostile-headers.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import { HOSTILE_STREAMS } from './hostile-streams.ts';
import { judge, type Verdict } from './judge.ts';
import { judgeOrdinary, PACKERS } from './ordinary.ts';
import { judgeTamed, TAMED_CASES } from './tamed.ts';

/** Every case of otau 2.8. */
export const HOSTILE_CASES: readonly HostileCase[] = [...HOSTILE_NAMES, ...HOSTILE_HEADERS, ...HOSTILE_STREAMS];

/** One thing to try; gives what went wrong. */
interface Trial {
  readonly title: string;
  readonly run: (chunkBytes: number, arena: Arena) => Promise<TrialVerdict | undefined>;
}

type TrialVerdict = Verdict | { readonly harm: 'lost' | 'untried'; readonly found: string };

const TRIALS: readonly Trial[] = [
  ...HOSTILE_CASES.map((hostile) => ({
    title: hostile.title,
    run: (chunkBytes: number, arena: Arena) => judge(hostile, chunkBytes, arena),
  })),
  ...TAMED_CASES.map((tamed) => ({
    title: tamed.title,
    async run(chunkBytes: number, arena: Arena) {
      const found = await judgeTamed(tamed, chunkBytes, arena);
      return found === undefined ? undefined : { harm: 'escaped' as const, found };
    },
  })),
  ...PACKERS.map((packer) => ({
    title: packer.title,
    async run() {
      const folder = await mkdtemp(join(tmpdir(), 'otau-ordinary-'));
      try {
        const { missing, found } = await judgeOrdinary(packer, join(folder, 'work'));
        if (missing) return { harm: 'untried' as const, found: 'the tool is not installed here' };
        return found === undefined ? undefined : { harm: 'lost' as const, found };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  })),
];

export const campaign: Campaign = {
  summary: 'hostile packages are refused by the right rule and leave nothing; ordinary ones pass',
  defaultRuns: TRIALS.length,
  shortRuns: TRIALS.length,
  async run(context) {
    const { runs, seed, signal } = context;
    const random = createRandom(seed);
    const counts = { escaped: 0, lost: 0, stuck: 0 };
    const notes: string[] = [];
    const arena = await openArena();
    let done = 0;
    try {
      for (const trial of TRIALS.slice(0, runs)) {
        signal.throwIfAborted();
        const chunkBytes = 1 + Math.floor(random() * 4096);
        const verdict = await trial.run(chunkBytes, arena);
        await arena.clean();
        if (verdict !== undefined) notes.push(`${trial.title}: ${verdict.found} (chunks of ${chunkBytes} bytes)`);
        if (verdict?.harm === 'untried') continue;
        if (verdict !== undefined) counts[verdict.harm] += 1;
        done += 1;
        if (done % 25 === 0) context.progress(`${done} of ${TRIALS.length} packages tried`);
      }
    } finally {
      await arena.close();
    }
    return {
      runs: done,
      harm: counts,
      method: 'packages built header by header, and by the tools of the world',
      notes,
    };
  },
};
