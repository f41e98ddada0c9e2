/** One thing that was asked of a gateway. */
interface Asked {
  /** The app, for an install. */
  readonly name?: string;
  /** Begins a line of `fetch_status` that answers it: one of these. */
  readonly answers: readonly string[];
  /** What its script leaves when it runs; undefined where none can run. */
  readonly trace?: string;
}

interface Told {
  readonly text: string;
  /** Whether the gateway knows that the platform has it. What it does not know it tells again. */
  isKnown: boolean;
}

interface Accounts {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
}

/** Keeps account of what was asked, what was told, and what was done. */
export interface Ledger {
  askInstall(name: string, version: string, hasScript: boolean): void;
  /** A command that is none, by a word in it that stands nowhere else. */
  askNonsense(word: string): void;
  /** The platform has stored a `fetch_status`. */
  tell(text: string): void;
  /** The gateway has been told that it was stored, and could write that down. */
  confirm(): void;
  /** How many wait for their answer. */
  unanswered(): number;
  /** Compares; `traces` are those that scripts have left. */
  close(traces: readonly string[]): Accounts;
}

export function createLedger(): Ledger {
  const asked = new Map<string, Asked>();
  const told: Told[] = [];

  const lines = (): readonly string[] => told.flatMap(({ text }) => text.split('\n'));
  const countAnswers = ({ answers }: Asked, all: readonly string[]): number =>
    all.filter((line) => answers.some((answer) => line.includes(answer))).length;

  /** Going back from a version that was in use runs the script of the one before once more (otau 3.4). */
  function countWaysBack(what: string, { name }: Asked, all: readonly string[], traces: readonly string[]): number {
    const order = [...asked];
    const later = order.slice(order.findIndex(([key]) => key === what) + 1).filter(([, one]) => one.name === name);
    return later.filter(
      ([fileName, { trace }]) =>
        trace !== undefined &&
        traces.includes(trace) &&
        all.some((line) => line.startsWith(`${fileName}: failed`) && !line.includes('OTAU_SCRIPT_FAILED')),
    ).length;
  }

  return {
    askInstall(name, version, hasScript) {
      const fileName = `${name}.v${version}.tar.gz`;
      asked.set(fileName, {
        name,
        answers: [`${name} ${version}: `, `${fileName}: failed`],
        ...(hasScript ? { trace: `${name} ${version}` } : {}),
      });
    },
    askNonsense(word) {
      asked.set(word, { answers: [word] });
    },
    tell(text) {
      const last = told.at(-1);
      if (last?.isKnown === false && (text === last.text || text.startsWith(`${last.text}\n`))) told.pop();
      told.push({ text, isKnown: false });
    },
    confirm() {
      const last = told.at(-1);
      if (last !== undefined) last.isKnown = true;
    },
    unanswered() {
      const all = lines();
      return [...asked.values()].filter((one) => countAnswers(one, all) === 0).length;
    },
    close(traces) {
      const all = lines();
      const lost: string[] = [];
      const duplicated: string[] = [];
      for (const [what, one] of asked) {
        const answers = countAnswers(one, all);
        if (answers === 0) lost.push(`${what} was not answered`);
        if (answers > 1) duplicated.push(`${what} was answered ${answers} times`);
        if (one.trace === undefined) continue;
        const runs = traces.filter((trace) => trace === one.trace).length;
        if (runs > 1 + countWaysBack(what, one, all, traces))
          duplicated.push(`the script of ${what} ran ${runs} times`);
        if (runs === 0 && all.some((line) => line.includes(`${one.trace ?? ''}: installed`))) {
          lost.push(`${what} was called installed, and its script never ran`);
        }
      }
      return { lost, duplicated };
    },
  };
}
