/** What a campaign is given to run with. */
export interface CampaignContext {
  /** How many cases, kills, cuts or inputs to run. */
  readonly runs: number;
  /** All that is random in a run comes from it: the same seed gives the same run. */
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Tells the person who waits how far it is. Goes to stderr. */
  progress(line: string): void;
}

/** What must be 0. A campaign names those that apply to it. */
export interface Harm {
  /** Acknowledged, and not there afterwards. */
  readonly lost?: number;
  /** There more than once. */
  readonly duplicated?: number;
  /** Accepted where it had to be refused, or found outside the place that it was kept to. */
  readonly escaped?: number;
  /** Did not come to an end, or did not converge after a restart. */
  readonly stuck?: number;
}

export interface CampaignResult {
  /** How many runs were carried out: less than asked for only when the campaign has no more cases. */
  readonly runs: number;
  readonly harm: Harm;
  /** How the fault was made, such as `SIGKILL` or `FUSE, unsynced writes dropped`. */
  readonly method: string;
  /** The first cases that went wrong, each with what repeats it; and what could not be tried here. */
  readonly notes?: readonly string[];
}

/** Each folder beside this file holds one, exported as `campaign` from its `campaign.ts`; the folder's name is its name. */
export interface Campaign {
  readonly summary: string;
  /** Without `--runs`. */
  readonly defaultRuns: number;
  /** With `--short`: what CI runs, within about twenty seconds. */
  readonly shortRuns: number;
  run(context: CampaignContext): Promise<CampaignResult>;
}
