import { type Operation } from './operation.ts';

/** What to do with an operation that is found at boot (otau 3.3). */
export type BootAction =
  /** Nothing has changed yet: its request is repeated by whoever made it, and the download goes on where it was. */
  | 'forget'
  /** Go on from the state that it is in. */
  | 'continue'
  /** Go back to the version before. */
  | 'rollBack'
  /** Take the tree away, and say that its script was cut short. */
  | 'interrupt'
  /** It turns in a circle: go back, and do not let this package come again. */
  | 'quarantine'
  /** Going back turns in a circle as well: leave things as they are. */
  | 'giveUp';

/** What a decision at boot depends on, beside the journal. */
export interface BootFacts {
  /** Where the app's link `current` leads. */
  readonly current: string | undefined;
  readonly bootId: string;
  readonly uptimeMs: number;
}

/** Bounds that tell a circle from bad luck. */
export const JOURNAL_BOUNDS: {
  /** Writes of one operation, those of downloading apart; a healthy one needs about ten. */
  readonly maxSaves: number;
  /** Restarts during one probation, after which the new version is taken to be their cause. */
  readonly maxProbationAttempts: number;
} = Object.freeze({ maxSaves: 40, maxProbationAttempts: 3 });

/** Decides by the table of otau 3.3. */
export function decideBootAction(operation: Operation, facts: BootFacts): BootAction {
  const { state } = operation;
  // What is committed or being removed only goes forward, however often.
  if (operation.saves > JOURNAL_BOUNDS.maxSaves && state !== 'committed' && state !== 'removing') {
    return operation.lastResort === true ? 'giveUp' : 'quarantine';
  }
  switch (state) {
    case 'downloading':
      return 'forget';
    case 'installing':
      return isManaged(operation) ? 'rollBack' : 'interrupt';
    case 'switching':
      // The script of a legacy package has run and cannot be undone: what is left is to start what it installed.
      return !isManaged(operation) || facts.current === operation.to?.sha256 ? 'continue' : 'rollBack';
    case 'probation':
      return isOver(operation, facts) ? 'rollBack' : 'continue';
    case 'staging':
    case 'staged':
    case 'committed':
    case 'rollingBack':
    case 'removing':
      return 'continue';
  }
}

/** Whether the app runs from its own tree (otau 3.4). */
export function isManaged({ to }: { readonly to?: Operation['to'] | undefined }): boolean {
  return to?.manifest?.managed === true;
}

/** Uptime tells how long a probation of this boot has lasted; one of another boot begins anew, a few times. */
function isOver(operation: Operation, { bootId, uptimeMs }: BootFacts): boolean {
  if (operation.attempts >= JOURNAL_BOUNDS.maxProbationAttempts) return true;
  return operation.bootId === bootId && uptimeMs > (operation.deadlineUptimeMs ?? Infinity);
}
