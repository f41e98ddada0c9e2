import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type ConfFolder,
  createConfFolder,
  defineProgram,
  generateProgram,
  isSupervisorBridgeError,
} from '@gateway-engine/supervisor-bridge';

import { type Campaign, type CampaignContext, type CampaignResult } from '../contract.ts';
import { createRandom } from '../random.ts';
import { type FuzzCase, makeCase } from './case.ts';
import { type Checker, startChecker } from './checker.ts';
import { type Accepted, judge } from './judge.ts';
import { type LiveDaemon, STARTED, startLive } from './live.ts';

const BATCH = 250;
const MAX_NOTES = 5;

/** What becomes of a case on its way through the package, as an installer would take it; undefined: refused. */
async function admit(one: FuzzCase, folder: ConfFolder, logDir: string): Promise<Accepted | undefined> {
  try {
    const { name, text } = write(one, logDir);
    await folder.check(name, text);
    return one.kind === 'definition' ? { name, text, definition: one.definition } : { name, text };
  } catch (error) {
    if (isSupervisorBridgeError(error) && error.code === 'SUPERVISOR_CONF_REFUSED') return undefined;
    throw new Error(`it was neither accepted nor refused: ${JSON.stringify(one)}`, { cause: error });
  }
}

function write(one: FuzzCase, logDir: string): { readonly name: string; readonly text: string } {
  if (one.kind === 'definition') return { name: one.definition.name, text: defineProgram(one.definition) };
  if (one.kind === 'file') return one;
  return { name: one.name, text: generateProgram({ name: one.name, appConf: one.text, logDir }) };
}

/** One batch: everything that was accepted is shown to supervisord's parser, then to a real supervisord. */
async function runBatch(
  cases: readonly FuzzCase[],
  { folder, logDir, checker, live, untouched }: Tools,
): Promise<{ readonly accepted: number; readonly escaped: readonly string[] }> {
  const accepted: Accepted[] = [];
  for (const one of cases) {
    const admitted = await admit(one, folder, logDir);
    if (admitted !== undefined) accepted.push(admitted);
  }
  const verdicts = await checker.check(accepted.map(({ text }) => text));
  const escaped = accepted.flatMap((one, index) => {
    const verdict = verdicts[index];
    const why = verdict === undefined ? 'the checker said nothing' : judge(one, verdict, untouched);
    return why === undefined ? [] : [`${why}\n${JSON.stringify(one.text)}`];
  });
  const death = escaped.length > 0 ? undefined : await live.survive(accepted);
  return { accepted: accepted.length, escaped: death === undefined ? escaped : [death] };
}

interface Tools {
  readonly folder: ConfFolder;
  readonly logDir: string;
  readonly checker: Checker;
  readonly live: LiveDaemon;
  readonly untouched: string;
}

async function fuzz(context: CampaignContext, root: string): Promise<CampaignResult> {
  const { runs, seed, signal } = context;
  const random = createRandom(seed);
  const notes: string[] = [];
  let escaped = 0;
  let accepted = 0;
  const confDir = join(root, 'check');
  const logDir = join(root, 'live/var/log');
  await mkdir(confDir, { recursive: true });
  const checker = startChecker(root);
  const live = await startLive(join(root, 'live'), signal);
  try {
    const baseline = (await checker.check(['']))[0];
    const untouched = baseline?.[0] === 'read' ? baseline[2] : '';
    // Without Python: what is proved is that the checks of the package suffice by themselves.
    const folder = createConfFolder({ dir: confDir, pythonPath: '/nonexistent/python3' });
    for (let done = 0; done < runs; done += BATCH) {
      signal.throwIfAborted();
      const cases = Array.from({ length: Math.min(BATCH, runs - done) }, () => makeCase(random));
      const result = await runBatch(cases, { folder, logDir, checker, live, untouched });
      accepted += result.accepted;
      escaped += result.escaped.length;
      notes.push(...result.escaped.slice(0, MAX_NOTES - notes.length));
      if ((done / BATCH) % 20 === 0) context.progress(`${done + cases.length} of ${runs} cases, ${accepted} accepted`);
    }
  } finally {
    await checker.close();
    await live[Symbol.asyncDispose]();
  }
  notes.push(
    `${accepted} of ${runs} cases were accepted; each was read by supervisord's parser and by a real daemon, which started ${STARTED} of each ${BATCH} cases`,
  );
  return {
    runs,
    harm: { escaped },
    method: 'generated names, values and whole files; real parser, real daemon',
    notes,
  };
}

export const campaign: Campaign = {
  summary: 'hostile confs: nothing that is accepted may make supervisord refuse a reread or exit',
  defaultRuns: 100_000,
  shortRuns: 5000,
  async run(context) {
    const root = await mkdtemp(join(tmpdir(), 'sf-'));
    try {
      return await fuzz(context, root);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};
