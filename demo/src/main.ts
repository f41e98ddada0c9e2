import { parseArgs } from 'node:util';

import { createProgress, formatResults, type StepResult } from './report.ts';
import { openStage, type Stage } from './stage.ts';
import { STEPS, type Step } from './steps.ts';

const HELP = `npm run demo [-- --keep]

Shows the whole product at work, on real parts and without an account: a local platform, a gateway in a temporary
folder with supervisord, gwe and gmq from the release package, an app deployed over the air, updated, a bad version taken back,
a killed engine, an engine that updates itself, and an outage bridged.

  --keep   leave everything running at the end, and print where; Ctrl-C ends it
  --help   print this

Exit code 0 only if every step held.
`;

/** What a shell shows for a program that Ctrl-C ended. */
const INTERRUPTED_EXIT_CODE = 130;

const { values } = parseArgs({ options: { keep: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
if (values.help === true) process.stdout.write(HELP);
else process.exitCode = await main(values.keep === true);

async function main(keep: boolean): Promise<number> {
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Not `once`: execa ends the process at a signal to which nobody listens any more, and so before it is tidied up.
    process.on(name, () => {
      interrupted.abort(new Error(`interrupted by ${name}`));
    });
  }
  const stage = await openStage();
  try {
    process.stdout.write(
      `\nGateway Engine demo\n  platform ${stage.emulator.url}\n  console  ${stage.emulator.consoleUrl ?? ''}\n  gateway  ${stage.root}\n\n`,
    );
    const results = await runSteps(stage, interrupted.signal);
    process.stdout.write(`\n${formatResults(results)}`);
    if (keep && !interrupted.signal.aborted) await stayUp(stage, interrupted.signal);
    if (interrupted.signal.aborted && results.length < STEPS.length) return INTERRUPTED_EXIT_CODE;
    return results.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    await stage.close();
  }
}

/** Runs the steps in their order. After one that failed the rest would only fail for its sake: they are not run. */
async function runSteps(stage: Stage, signal: AbortSignal): Promise<readonly StepResult[]> {
  const progress = createProgress(process.stdout);
  const results: StepResult[] = [];
  for (const step of STEPS) {
    progress.begin(step.title);
    const result = await runStep(step, stage, signal);
    progress.end(result);
    results.push(result);
    if (result.ok) continue;
    if (!signal.aborted) process.stdout.write(`\n${await stage.logTails()}`);
    break;
  }
  return results;
}

async function runStep(step: Step, stage: Stage, signal: AbortSignal): Promise<StepResult> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    const evidence = await step.run(stage, signal);
    return { title: step.title, evidence, ok: true, seconds: seconds() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    const evidence = `${error instanceof Error ? error.message : String(error)}${cause}`;
    return { title: step.title, evidence, ok: false, seconds: seconds() };
  }
}

async function stayUp({ root, queueUrl, emulator, supervisord }: Stage, signal: AbortSignal): Promise<void> {
  process.stdout.write(`
  It goes on running. Ctrl-C ends it and removes the folder.
    platform    ${emulator.url}
    console     ${emulator.consoleUrl ?? ''}
    queue       ${queueUrl}/status
    gateway     ${root}
    supervisor  supervisorctl -c ${supervisord.confPath} status
    engine      ${root}/usr/local/bin/gwe status --gmq-url ${queueUrl}  (with GWE_ROOT=${root})
`);
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}
