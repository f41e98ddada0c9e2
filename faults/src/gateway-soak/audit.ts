/** The longest a wait may be beyond its interval: the jitter (gwe 69). */
const JITTER_SHARE = 0.1;
/** Shorter waits keep writes of one alias a second apart; they are not between check-ins. */
const PACING_MS = 1000;

export interface Audit {
  /** The gateway wakes for a check-in. `isIdle`: there is nothing to do but to report. */
  wake(isIdle: boolean): void;
  request(): void;
  failure(): void;
  /** The gateway goes to sleep, with this interval set. */
  sleep(ms: number, intervalS: number): void;
  readonly idleCheckIns: number;
  readonly checkIns: number;
  readonly problems: readonly string[];
}

/** Watches the rhythm of check-ins: one round trip when there is nothing to do, and the interval kept. */
export function createAudit(now: () => number): Audit {
  let isIdle = false;
  let requests = 0;
  let hasFailed = false;
  let idleCheckIns = 0;
  let checkIns = 0;
  const problems: string[] = [];
  const note = (text: string): void => {
    problems.push(`${text} (${(now() / 86_400_000).toFixed(3)} days)`);
  };
  return {
    wake(idle) {
      isIdle = idle;
      requests = 0;
      hasFailed = false;
    },
    request() {
      requests += 1;
    },
    failure() {
      hasFailed = true;
    },
    sleep(ms, intervalS) {
      if (ms <= PACING_MS) return;
      checkIns += 1;
      const longestMs = intervalS * 1000 * (1 + JITTER_SHARE);
      if (ms > longestMs) note(`a wait of ${ms} ms, at most ${longestMs} are allowed`);
      if (!isIdle) return;
      idleCheckIns += 1;
      if (hasFailed) note('a check-in failed without a reason');
      else if (requests !== 1) note(`an idle check-in took ${requests} requests`);
      else if (ms < intervalS * 1000 * (1 - JITTER_SHARE)) note(`a wait of ${ms} ms is less than the interval allows`);
    },
    get idleCheckIns() {
      return idleCheckIns;
    },
    get checkIns() {
      return checkIns;
    },
    problems,
  };
}
