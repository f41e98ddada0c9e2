import { SCENARIOS } from '../otau-power/scenarios.ts';

/** When a process is killed, and what becomes of its disk. */
export interface Kill {
  /** Index into the scenarios of `otau-power`. */
  readonly scenario: number;
  /** State of the journal, or how long after the beginning. */
  readonly at: { readonly state: string } | { readonly afterMs: number };
  /** Whether what was not synced goes with it. */
  readonly power: boolean;
  readonly seed: number;
}

/** What a plan is made of. */
export interface PlanOptions {
  readonly runs: number;
  readonly canCut: boolean;
  readonly random: () => number;
}

/** Every state of the journal (otau 3.3). One that a scenario does not come to is a kill after its end. */
const STATES = ['downloading', 'staging', 'staged', 'installing', 'switching', 'probation', 'rollingBack', 'committed'];
/** Kills at no state in particular fall within this time. */
const LONGEST_DELAY_MS = 300;
/** Of these in each scenario. */
const KILLS_IN_BETWEEN = 2;

/** Each state of each scenario by a kill and by a power cut, and some in between; at most `runs`, drawn evenly. */
export function planKills({ runs, canCut, random }: PlanOptions): readonly Kill[] {
  const all = SCENARIOS.flatMap((scenario, index) =>
    scenario.fetched ? [] : placesOf(scenario.name, random).flatMap((at) => kindsOf(index, at, canCut, random)),
  );
  if (runs >= all.length) return all;
  const step = all.length / runs;
  return Array.from({ length: runs }, (_, index) => all[Math.floor((index + random()) * step)]).filter(
    (kill) => kill !== undefined,
  );
}

function placesOf(name: string, random: () => number): readonly Kill['at'][] {
  const states = name.includes('uninstallation') ? ['removing', 'committed'] : STATES;
  const between = Array.from({ length: KILLS_IN_BETWEEN }, () => ({
    afterMs: Math.floor(random() * LONGEST_DELAY_MS),
  }));
  return [...states.map((state) => ({ state })), ...between];
}

function kindsOf(scenario: number, at: Kill['at'], canCut: boolean, random: () => number): readonly Kill[] {
  return (canCut ? [false, true] : [false]).map((power) => ({
    scenario,
    at,
    power,
    seed: Math.floor(random() * 2 ** 31),
  }));
}
