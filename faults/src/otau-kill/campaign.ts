import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Campaign } from '../contract.ts';
import { makePackage } from '../otau-power/packages.ts';
import { SCENARIOS } from '../otau-power/scenarios.ts';
import { findPowerCutObstacle } from '../power-cut-fs/power-cut-fs.ts';
import { createRandom } from '../random.ts';
import { runCase } from './case.ts';
import { planKills } from './plan.ts';

const MAX_NOTES = 10;

/** Kills a real installer at every state of its journal, and in between. */
export const campaign: Campaign = {
  summary: 'SIGKILL of a real installer at every journal state, on a real disk and on one that drops unsynced writes',
  defaultRuns: 200,
  shortRuns: 5,
  async run(context) {
    const { runs, seed, signal } = context;
    const folder = await mkdtemp(join(tmpdir(), 'otau-kill-'));
    const obstacle = findPowerCutObstacle();
    const notes = obstacle === undefined ? [] : [`no power cuts, only kills: ${obstacle}`];
    const harm = { lost: 0, duplicated: 0, stuck: 0 };
    let done = 0;
    try {
      const packages = {
        one: await makePackage(folder, '1'),
        two: await makePackage(folder, '2'),
        bad: await makePackage(folder, 'bad'),
      };
      const kills = planKills({ runs, canCut: obstacle === undefined, random: createRandom(seed) });
      for (const kill of kills) {
        signal.throwIfAborted();
        done += 1;
        const verdict = await runCase(kill, packages, join(folder, `case-${done}`));
        harm.lost += verdict.lost.length;
        harm.duplicated += verdict.duplicated.length;
        harm.stuck += verdict.stuck.length;
        const wrong = [...verdict.lost, ...verdict.duplicated, ...verdict.stuck];
        const title = `${SCENARIOS[kill.scenario]?.name ?? ''}, ${kill.power ? 'power cut' : 'kill'} at ${JSON.stringify(kill.at)}`;
        if (wrong.length > 0 && notes.length < MAX_NOTES) notes.push(`${title}: ${wrong.join('; ')}`);
        context.progress(`${done} of ${kills.length}: ${title}`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const method = `SIGKILL at journal states${obstacle === undefined ? ', every second time with unsynced writes dropped (FUSE)' : ''}`;
    return { runs: done, harm, method, notes };
  },
};
