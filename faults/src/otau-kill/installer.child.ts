import { channel } from 'node:diagnostics_channel';
import { mkdirSync, readFileSync, writeSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createInstaller, type Installer, type OperationProgress, type ProcessHost } from '@gateway-engine/otau';

import { managedTrust } from '../otau-power/packages.ts';
import { SCENARIOS } from '../otau-power/scenarios.ts';
import type { Line, Order } from './protocol.ts';

const order = JSON.parse(process.argv[2] ?? '') as Order;
const scenario = SCENARIOS[order.scenario];
if (scenario === undefined) throw new RangeError(`there is no scenario ${order.scenario}`);

/** Written at once: nothing that was said is lost with the process. */
function say(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

/** Keeps confs as files; a program whose conf has the word `bad` dies at once. */
function createHost(folder: string): ProcessHost {
  const path = (name: string) => join(folder, `${name}.conf`);
  return {
    check: () => Promise.resolve(),
    apply: (name: string, conf: string) => writeFile(path(name), conf),
    remove: (name: string) => rm(path(name), { force: true }),
    state: (name: string) => Promise.resolve(readFileSync(path(name), 'utf8').includes('bad') ? 'FATAL' : 'RUNNING'),
  };
}

async function attempt(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function work(installer: Installer): Promise<void> {
  for (const key of scenario?.before ?? []) await installer.install({ path: order.paths[key] });
  await rm(join(order.outside, 'started'), { force: true });
  say({ say: 'prepared' });
  channel('otau:operation:state').subscribe((message) => {
    const { state } = message as OperationProgress;
    say({ say: 'state', state });
    // Stands still with all of the process, until it is killed.
    if (state === order.pauseAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  const error = await attempt(() => repeat(installer));
  say({ say: 'done', ...(error === undefined ? {} : { error }) });
}

async function settle(installer: Installer): Promise<void> {
  const ids = async () => (await installer.recover()).map(({ id }) => id);
  const reports = await ids();
  const pending = (await installer.pending())?.state;
  const rows = await installer.inventory();
  if (scenario?.identified === true) await attempt(() => repeat(installer));
  const repeated = await ids();
  await installer.acknowledge(repeated);
  say({ say: 'settled', reports, repeated, left: (await ids()).length, rows, pending });
}

function repeat(installer: Installer): Promise<unknown> {
  const paths = Object.entries(order.paths).map(([key, path]) => [key, { path, fileName: path }] as const);
  return scenario?.run(installer, Object.fromEntries(paths) as never) ?? Promise.resolve();
}

mkdirSync(order.outside, { recursive: true });
const installer = createInstaller({
  stateDir: order.stateDir,
  host: createHost(order.outside),
  env: { PATH: '/usr/bin:/bin', OUTSIDE: order.outside },
  probation: { healthySeconds: 0.2, pollMs: 50 },
  limits: { reserveBytes: 0 },
  lockWaitMs: 10_000,
  ...(scenario.managed ? { trust: managedTrust } : {}),
});
await (order.task === 'work' ? work(installer) : settle(installer));
