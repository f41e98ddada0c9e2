import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Campaign } from '../contract.ts';
import { createRandom } from '../random.ts';
import { type Cut, prepare, type Prepared, runCase, type Verdict } from './case.ts';
import type { Survival } from './disk-nodes.ts';
import { makePackage } from './packages.ts';
import { SCENARIOS } from './scenarios.ts';

const SURVIVALS: readonly Survival[] = ['nothing', 'names', 'some'];
const MAX_NOTES = 10;

/** Crashes after every operation of every call, drops what was not synced, recovers. */
export const campaign: Campaign = {
  summary: 'power lost before every file operation of install, update, rollback and uninstall; unsynced writes dropped',
  defaultRuns: 100_000,
  shortRuns: 600,
  async run(context) {
    const { runs, seed, signal } = context;
    const folder = await mkdtemp(join(tmpdir(), 'otau-power-'));
    const random = createRandom(seed);
    const harm = { lost: 0, duplicated: 0, stuck: 0 };
    const notes: string[] = [];
    let done = 0;
    try {
      const packages = {
        one: await makePackage(folder, '1'),
        two: await makePackage(folder, '2'),
        bad: await makePackage(folder, 'bad'),
      };
      const plan: { readonly prepared: Prepared; readonly cut: Cut }[] = [];
      for (const scenario of SCENARIOS) {
        const prepared = await prepare(scenario, packages);
        const length = await countOperations(prepared);
        context.progress(`${scenario.name}: ${length} operations`);
        plan.push(...cutsOf(length, random).map((cut) => ({ prepared, cut })));
      }
      for (const { prepared, cut } of thin(plan, runs, random)) {
        signal.throwIfAborted();
        const verdict = await runCase(prepared, cut);
        done += 1;
        harm.lost += verdict.lost.length;
        harm.duplicated += verdict.duplicated.length;
        harm.stuck += verdict.stuck.length;
        if (notes.length < MAX_NOTES) notes.push(...describe(prepared, cut, verdict));
        if (done % 500 === 0) context.progress(`${done} cuts`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const method =
      'model of a disk: power lost before every operation, unsynced writes dropped in three ways, half of the recoveries cut as well';
    return { runs: done, harm, method, notes };
  },
};

/** How many operations a call takes, when power stays on. */
async function countOperations(prepared: Prepared): Promise<number> {
  let least = 0;
  let most = 4096;
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    const { isOver } = await runCase(prepared, { operation: middle, survival: 'nothing', random: () => 0 });
    if (isOver) most = middle;
    else least = middle;
  }
  return most;
}

/** Every operation in every way; half of them with another cut somewhere in the recovery. */
function cutsOf(length: number, random: () => number): Cut[] {
  return Array.from({ length }, (_, operation) =>
    SURVIVALS.flatMap((survival) => [
      { operation, survival, random: createRandom(random() * 2 ** 31) },
      { operation, survival, second: Math.floor(random() * 60), random: createRandom(random() * 2 ** 31) },
    ]),
  ).flat();
}

/** At most `count` of all, drawn evenly from the whole. */
function thin<T>(all: readonly T[], count: number, random: () => number): readonly T[] {
  if (count >= all.length) return all;
  const step = all.length / count;
  return Array.from({ length: count }, (_, index) => all[Math.floor((index + random()) * step)]).filter(
    (entry) => entry !== undefined,
  );
}

function describe({ scenario }: Prepared, { operation, survival, second }: Cut, verdict: Verdict): string[] {
  const wrong = [...verdict.lost, ...verdict.duplicated, ...verdict.stuck];
  if (wrong.length === 0) return [];
  const again = second === undefined ? '' : `, again before ${second}`;
  return [`${scenario.name}, cut before operation ${operation}${again}, ${survival} survives: ${wrong.join('; ')}`];
}
