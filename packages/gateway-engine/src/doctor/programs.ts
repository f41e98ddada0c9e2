import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { GatewayPaths } from '../paths.ts';
import { isEngineRunning } from '../engine-lock.ts';
import { readRunState } from '../run-state.ts';
import type { RunningProgram } from '../reports/engine-report.ts';
import { fetchQueueStatus } from '../status/queue-status.ts';
import { describeError } from '../errors.ts';
import { failure, type Finding, look, ok, warning } from './finding.ts';

const BAD_STATES: readonly string[] = ['FATAL', 'BACKOFF', 'UNKNOWN'];

export interface ProgramsToLookAt {
  readonly paths: GatewayPaths;
  readonly gmqUrl: string;
  readonly supervisor: { status(): Promise<readonly RunningProgram[]> };
  readonly confFolder: { list(): Promise<readonly string[]>; check(name: string, text: string): Promise<unknown> };
}

/** Do supervisord, the engine, the queue and the apps run, and would they after the next boot? */
export async function lookAtPrograms(options: ProgramsToLookAt): Promise<readonly Finding[]> {
  return [
    ...(await look('supervisord', async () => judgePrograms(await options.supervisor.status()))),
    ...(await look('confs', () => judgeConfs(options))),
    ...(await look('engine', () => judgeEngine(options.paths))),
    await judgeQueue(options.gmqUrl),
  ];
}

function judgePrograms(programs: readonly RunningProgram[]): readonly Finding[] {
  const bad = programs.filter(({ state }) => BAD_STATES.includes(state));
  return [
    ok('supervisord', `answers, ${programs.length} programs`),
    ...bad.map(({ name, state }) => warning('app', `${name} is ${state}`, `see why: gwe logs ${name}`)),
  ];
}

/** A conf that supervisord refuses would keep it, and with it everything, from starting at the next boot. */
async function judgeConfs({ paths, confFolder }: ProgramsToLookAt): Promise<readonly Finding[]> {
  const names = await confFolder.list();
  const bad: Finding[] = [];
  for (const name of names) {
    const path = join(paths.supervisorConfDir, `${name}.conf`);
    try {
      await confFolder.check(name, await readFile(path, 'utf8'));
    } catch (error) {
      bad.push(failure('conf', `${path}: ${describeError(error)}`, `mend it, or move it away, before the next reboot`));
    }
  }
  return bad.length > 0 ? bad : [ok('confs', `${names.length} are good`)];
}

async function judgeEngine(paths: GatewayPaths): Promise<readonly Finding[]> {
  if (!(await isEngineRunning(paths.stateDir))) {
    return [warning('engine', 'it does not run', 'supervisorctl start gwe, or by hand: gwe')];
  }
  const state = await readRunState(paths.runState);
  if (state === undefined || state.failures === 0) return [ok('engine', 'it runs')];
  return [warning('engine', `${state.failures} check-ins failed in a row: ${state.lastError ?? ''}`, 'see platform')];
}

async function judgeQueue(url: string): Promise<Finding> {
  const queue = await fetchQueueStatus(url);
  if (queue === undefined)
    return warning('queue', `nobody answers at ${url}`, 'if apps use it: supervisorctl start gmq');
  const found = `${queue.messages} waiting, ${queue.deadLetters} dead letters`;
  return queue.deadLetters === 0
    ? ok('queue', found)
    : warning('queue', found, 'the platform refused these values: gmq dead-letters');
}
