import type { Installer, RecoveryReport } from '@gateway-engine/otau';

import { boot, type World } from './boot.ts';
import { createDisk, type Disk } from './disk.ts';
import type { Survival } from './disk-nodes.ts';
import { createOutside, type Outside } from './gateway.ts';
import { APP } from './packages.ts';
import { type Packages, REQUEST_ID, type Scenario } from './scenarios.ts';
import { findDamage } from './verdict.ts';

/** A gateway with what a scenario has installed before it begins. */
export interface Prepared {
  readonly scenario: Scenario;
  readonly packages: Packages;
  readonly disk: Disk;
  readonly outside: Outside;
}

/** When power is lost, and what it leaves. */
export interface Cut {
  readonly operation: number;
  readonly survival: Survival;
  /** In the recovery, too, before this operation. */
  readonly second?: number | undefined;
  readonly random: () => number;
}

/** What was wrong. */
export interface Verdict {
  /** Power was on to the end: there are no more operations. */
  readonly isOver: boolean;
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly stuck: readonly string[];
}

/** Installs what is there before. All of it must be durable by itself, and all of it is copied for each case. */
export async function prepare(scenario: Scenario, packages: Packages): Promise<Prepared> {
  const outside = createOutside();
  const disk = createDisk();
  const world = { scenario, packages, outside, stateDir: '/state', boots: 0 };
  const installer = boot(world, disk);
  for (const key of scenario.before) await installer.install({ path: packages[key].path });
  return { scenario, packages, disk: disk.reboot('nothing', Math.random), outside };
}

/** One power cut, one recovery, and all that must hold afterwards (otau 6). */
export async function runCase(prepared: Prepared, cut: Cut): Promise<Verdict> {
  const { scenario, packages } = prepared;
  const found = { lost: [] as string[], duplicated: [] as string[], stuck: [] as string[] };
  const outside = { ...createOutside(), ...copyOf(prepared.outside) };
  const world: World = { scenario, packages, outside, stateDir: '/state', boots: 0 };
  const first = prepared.disk.reboot('nothing', cut.random);
  first.cutBefore(cut.operation);
  await attempt(() => scenario.run(boot(world, first), packages));
  if (first.operations < cut.operation) return { isOver: true, ...found };

  let disk = first.reboot(cut.survival, cut.random);
  if (cut.second !== undefined) {
    disk.cutBefore(cut.second);
    await attempt(() => boot(world, disk).recover());
    disk = disk.reboot(cut.survival, cut.random);
  }
  const installer = boot(world, disk);
  const recovered = await attempt(() => installer.recover());
  if (recovered instanceof Error) found.stuck.push(`recovery failed: ${recovered.message}`);
  else await judge({ world, disk, installer, reports: recovered, found });
  return { isOver: false, ...found };
}

interface Judged {
  readonly world: World;
  readonly disk: Disk;
  readonly installer: Installer;
  readonly reports: readonly RecoveryReport[];
  readonly found: { readonly lost: string[]; readonly duplicated: string[]; readonly stuck: string[] };
}

async function judge({ world, disk, installer, reports, found }: Judged): Promise<void> {
  const { scenario, packages, outside } = world;
  const pending = await installer.pending();
  if (pending !== undefined) found.stuck.push(`still ${pending.state}`);
  found.lost.push(...findDamage(world, disk.snapshot(), await installer.inventory()));
  const repeated = repeatedScripts(outside);
  if (repeated !== undefined) found.duplicated.push(`${repeated} ran twice`);
  if (reports.length > 1) found.duplicated.push(`${reports.length} reports`);
  const [row] = await installer.inventory();
  if (scenario.managed || reports.length > 0 || row === undefined) {
    // What a legacy script has copied is told, or as the inventory says.
  } else if (outside.copied.get(APP) !== row.version) {
    found.lost.push(`files of ${outside.copied.get(APP) ?? 'nothing'} beside ${row.version}, and no report`);
  }
  if (scenario.identified) {
    // The same request again gives the same end, and runs no script again.
    await attempt(() => scenario.run(installer, packages));
    const after = repeatedScripts(outside);
    if (after !== undefined) found.duplicated.push(`${after} ran twice for one request`);
    const told = await installer.recover();
    if (told.filter(({ id }) => id === REQUEST_ID).length !== 1)
      found.lost.push(`${told.length} reports of the request`);
    found.lost.push(...findDamage(world, disk.snapshot(), await installer.inventory()));
  }
  await installer.acknowledge((await installer.recover()).map(({ id }) => id));
  await verifyCalm(world, disk, found);
  const last = await attempt(() => installer.install({ path: packages.two.path, force: true }));
  if (last instanceof Error) found.stuck.push(`nothing can be installed any more: ${last.message}`);
}

/** Another boot finds nothing to do and nothing to tell. */
async function verifyCalm(world: World, disk: Disk, { stuck, duplicated }: Judged['found']): Promise<void> {
  const before = disk.snapshot();
  const calm = disk.reboot('nothing', Math.random);
  const reports = await attempt(() => boot(world, calm).recover());
  if (reports instanceof Error) stuck.push(`the second recovery failed: ${reports.message}`);
  else if (reports.length > 0) duplicated.push('reports that were acknowledged');
  if (JSON.stringify(calm.snapshot()) !== JSON.stringify(before))
    stuck.push('the second recovery found something to do');
}

function repeatedScripts({ started }: Outside): string | undefined {
  return started.find((script, index) => started.indexOf(script) !== index);
}

/** Scripts of the preparation do not count. */
function copyOf({ confs, copied }: Outside): Pick<Outside, 'confs' | 'copied'> {
  return { confs: new Map(confs), copied: new Map(copied) };
}

async function attempt<T>(work: () => Promise<T>): Promise<T | Error> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
