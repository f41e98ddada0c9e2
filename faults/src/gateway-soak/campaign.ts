import type { Campaign, CampaignContext, CampaignResult } from '../contract.ts';
import { createRandom } from '../random.ts';
import { live } from './life.ts';

/** As many as somebody can read. */
const MAX_NOTES = 10;

async function run(context: CampaignContext): Promise<CampaignResult> {
  const { runs, seed, signal } = context;
  const { lost, duplicated, stuck, summary } = await live({
    days: runs,
    random: createRandom(seed),
    signal,
    onDay(day) {
      if (day % 10 === 0) context.progress(`day ${day}`);
    },
  });
  context.progress(summary);
  return {
    runs,
    harm: { lost: lost.length, duplicated: duplicated.length, stuck: stuck.length },
    method: 'simulated days of deploys, outages, faults, power cuts, clock jumps and full disks; manual clock',
    notes: [...lost, ...duplicated, ...stuck].slice(0, MAX_NOTES),
  };
}

/** See `summary`. */
export const campaign: Campaign = {
  summary: "a gateway's life, a run being a day: every command is answered once, and the rhythm is kept",
  defaultRuns: 90,
  shortRuns: 10,
  run,
};
