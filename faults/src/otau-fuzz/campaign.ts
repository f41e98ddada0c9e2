import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARCHIVE_RULES } from '@gateway-engine/otau';
import { type Campaign, type CampaignContext } from '../contract.ts';
import { makeInput } from './input.ts';
import { type FuzzOrder, type FuzzProgress } from './messages.ts';

/** Silence after which the process counts as hanging: no run takes a second. */
const SILENCE_MS = 30_000;
/** Most memory that it may ever take. A reader that holds what it reads would not stay below this. */
const MAX_RSS_BYTES = 256 * 1024 * 1024;
const MAX_NOTES = 10;

interface Tally {
  next: number;
  maxRssBytes: number;
  readonly harm: { escaped: number; stuck: number };
  readonly outcomes: Map<string, number>;
  readonly notes: string[];
}

export const campaign: Campaign = {
  summary: 'mutated packages: no hang, no crash, bounded memory, nothing outside',
  defaultRuns: 100_000,
  shortRuns: 1000,
  async run(context) {
    const { runs, seed } = context;
    const harm = { escaped: 0, stuck: 0 };
    const tally: Tally = { next: 0, maxRssBytes: 0, harm, outcomes: new Map(), notes: [] };
    while (tally.next < runs) {
      const end = await runChild({ seed, from: tally.next, to: runs }, tally, context);
      if (end !== undefined) await count(tally, seed, { run: tally.next++, kind: 'stuck', found: end });
    }
    if (tally.maxRssBytes > MAX_RSS_BYTES) {
      harm.escaped += 1;
      tally.notes.push(`the memory grew to ${megabytes(tally.maxRssBytes)} MB`);
    }
    return {
      runs: tally.next,
      harm,
      method: 'grammar-aware mutations in a watched process',
      notes: [...tally.notes, summary(tally)],
    };
  },
};

/** Lets a process fuzz until it is done; says how it ended if that was not as it should. */
async function runChild(order: FuzzOrder, tally: Tally, context: CampaignContext): Promise<string | undefined> {
  const child = fork(new URL('fuzz.child.ts', import.meta.url), { execArgv: ['--max-old-space-size=96'] });
  const abort = () => child.kill('SIGKILL');
  context.signal.addEventListener('abort', abort);
  const silence = new AbortController();
  const watchdog = setTimeout(() => {
    silence.abort();
    child.kill('SIGKILL');
  }, SILENCE_MS);
  const pending: Promise<void>[] = [];
  child.on('message', (progress: FuzzProgress) => {
    watchdog.refresh();
    pending.push(...progress.harms.map((harm) => count(tally, order.seed, harm)));
    take(tally, progress);
    if (progress.next % 5000 < 20) context.progress(`${progress.next} of ${order.to} runs`);
  });
  child.send(order);
  try {
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.once('exit', (...end) => {
        resolve(end);
      });
    });
    context.signal.throwIfAborted();
    await Promise.all(pending);
    if (silence.signal.aborted) return `no sign of life for ${SILENCE_MS / 1000} s`;
    return code === 0 ? undefined : `the process died of ${signal ?? `exit code ${code ?? '?'}`}`;
  } finally {
    clearTimeout(watchdog);
    context.signal.removeEventListener('abort', abort);
  }
}

function take(tally: Tally, { next, outcomes, maxRssBytes }: FuzzProgress): void {
  tally.next = next;
  tally.maxRssBytes = Math.max(tally.maxRssBytes, maxRssBytes);
  for (const [outcome, times] of Object.entries(outcomes)) {
    tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + times);
  }
}

/** Counts a harm and keeps the package that did it. */
async function count(tally: Tally, seed: number, { run, kind, found }: FuzzProgress['harms'][number]): Promise<void> {
  tally.harm[kind] += 1;
  if (tally.notes.length >= MAX_NOTES) return;
  const path = join(tmpdir(), `otau-fuzz-${seed}-${run}.tar.gz`);
  tally.notes.push(`run ${run}: ${found} (the package: ${path})`);
  await writeFile(path, makeInput(seed, run).bytes);
}

function summary({ outcomes, next, maxRssBytes }: Tally): string {
  const accepted = outcomes.get('accepted') ?? 0;
  const rules = Object.keys(ARCHIVE_RULES);
  const reached = rules.filter((rule) => outcomes.has(rule)).length;
  const share = Math.round((100 * accepted) / Math.max(1, next));
  return `${share} % accepted, the others refused by ${reached} of ${rules.length} rules; ${megabytes(maxRssBytes)} MB at most`;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
