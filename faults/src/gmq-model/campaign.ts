import fc from 'fast-check';
import type { Campaign, CampaignContext, CampaignResult } from '../contract.ts';
import { play, type Played } from './play.ts';
import { schedule } from './schedule.ts';

async function run(context: CampaignContext): Promise<CampaignResult> {
  let played = 0;
  let worst: Played | undefined;
  const property = fc.asyncProperty(schedule, async ([steps, forward]) => {
    context.signal.throwIfAborted();
    played += 1;
    if (played % 50 === 0) context.progress(`${played} schedules`);
    const result = await play(steps, forward);
    if (result.lost + result.duplicated + result.stuck === 0) return;
    // The last one that fails is the smallest.
    worst = result;
    throw new Error(result.notes.join('; '));
  });
  const details = await fc.check(property, { seed: context.seed, numRuns: context.runs });
  context.signal.throwIfAborted();
  if (details.failed && worst === undefined) {
    throw new Error('A schedule could not be played.', { cause: details.errorInstance });
  }
  const { lost = 0, duplicated = 0, stuck = 0, notes = [] } = worst ?? {};
  return {
    runs: details.numRuns,
    harm: { lost, duplicated, stuck },
    method: 'random schedules of platform faults, restarts and outages against a model of the series',
    notes: details.failed ? [...notes, `smallest schedule: ${JSON.stringify(details.counterexample)}`] : [],
  };
}

/** See `summary`. */
export const campaign: Campaign = {
  summary: 'whatever the platform does, its series in the end is that of the model',
  defaultRuns: 500,
  shortRuns: 30,
  run,
};
