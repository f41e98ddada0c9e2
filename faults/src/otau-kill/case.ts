import { mkdir, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Packages } from '../otau-power/scenarios.ts';
import { REQUEST_ID, SCENARIOS } from '../otau-power/scenarios.ts';
import { findDamage } from '../otau-power/verdict.ts';
import { mountPowerCutFs, type PowerCutFs } from '../power-cut-fs/power-cut-fs.ts';
import { startInstaller } from './child.ts';
import type { Kill } from './plan.ts';
import type { Line, Order } from './protocol.ts';

/** What was wrong. */
export interface Verdict {
  readonly lost: string[];
  readonly duplicated: string[];
  readonly stuck: string[];
}

const SETTLE_TIMEOUT_MS = 60_000;

/** Kills an installer, starts another one, and judges what it has made of it. */
export async function runCase(kill: Kill, packages: Packages, folder: string): Promise<Verdict> {
  await mkdir(join(folder, 'disk'), { recursive: true });
  const disk = kill.power ? await mountPowerCutFs(join(folder, 'disk')) : undefined;
  try {
    const order: Omit<Order, 'task'> = {
      stateDir: join(folder, 'disk', 'state'),
      outside: join(folder, 'outside'),
      scenario: kill.scenario,
      paths: { one: packages.one.path, two: packages.two.path, bad: packages.bad.path },
    };
    await killAtWork({ ...order, task: 'work' }, kill, disk);
    return await judge(kill, packages, order);
  } finally {
    await disk?.unmount();
    await rm(folder, { recursive: true, force: true });
  }
}

async function killAtWork(order: Order, { at, seed }: Kill, disk: PowerCutFs | undefined): Promise<void> {
  const pauseAt = 'state' in at ? at.state : undefined;
  const victim = startInstaller({ ...order, pauseAt });
  for await (const line of victim.lines) {
    if (line.say === 'prepared' && 'afterMs' in at) {
      await new Promise((resolve) => setTimeout(resolve, at.afterMs));
      break;
    }
    if (line.say === 'done' || (line.say === 'state' && line.state === pauseAt)) break;
  }
  // Half of the cuts keep some of what was not synced: neither all nor nothing is the worst there is.
  await disk?.cutPower({ keepShare: (seed % 2) / 2, seed });
  await victim.kill();
  await disk?.restorePower();
}

async function judge({ scenario: index }: Kill, packages: Packages, order: Omit<Order, 'task'>): Promise<Verdict> {
  const scenario = SCENARIOS[index];
  const found: Verdict = { lost: [], duplicated: [], stuck: [] };
  const settled = await settle({ ...order, task: 'settle' });
  if (settled === undefined || scenario === undefined) {
    found.stuck.push('the recovery did not come to an end');
    return found;
  }
  if (settled.pending !== undefined) found.stuck.push(`still ${settled.pending}`);
  if (settled.left > 0) found.duplicated.push('reports that were acknowledged');
  if (settled.reports.length > 1) found.duplicated.push(`${settled.reports.length} reports`);
  if (scenario.identified && settled.repeated.filter((id) => id === REQUEST_ID).length !== 1) {
    found.lost.push(`${settled.repeated.length} reports of the request`);
  }
  const started = await readFile(join(order.outside, 'started'), 'utf8').catch(() => '');
  const scripts = started.split('\n').filter((line) => line !== '');
  if (new Set(scripts).size < scripts.length) found.duplicated.push(`scripts ran: ${scripts.join(', ')}`);
  const confs = new Map<string, string>();
  const conf = await readFile(join(order.outside, 'app.conf'), 'utf8').catch(() => undefined);
  if (conf !== undefined) confs.set('app', conf);
  // What is installed now may be more than after the recovery: the request was repeated.
  const world = { scenario, packages, outside: { confs }, stateDir: order.stateDir };
  const inventory = JSON.parse(await readFile(join(order.stateDir, 'inventory.json'), 'utf8').catch(() => '{}')) as {
    readonly apps?: typeof settled.rows;
  };
  found.lost.push(...findDamage(world, await snapshot(order.stateDir), inventory.apps ?? []));
  return found;
}

async function settle(order: Order): Promise<Extract<Line, { say: 'settled' }> | undefined> {
  const process = startInstaller(order);
  const late = setTimeout(() => void process.kill(), SETTLE_TIMEOUT_MS);
  try {
    for await (const line of process.lines) if (line.say === 'settled') return line;
    return undefined;
  } finally {
    clearTimeout(late);
    await process.kill();
  }
}

async function snapshot(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) found[`${path}/`] = '';
    else found[path] = entry.isSymbolicLink() ? `-> ${await readlink(path)}` : await readFile(path, 'latin1');
  }
  return found;
}
