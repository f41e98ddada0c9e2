import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Bench, BenchContext, BenchResult, Target } from '../contract.ts';
import { median } from '../statistics.ts';
import { type Installation, installRelease } from './installation.ts';
import { createMemoryGroup } from './memory-group.ts';
import { type Memory, readMemory } from './smaps.ts';
import { startStack, underSupervisor } from './stack.ts';
import { measureStarts } from './starts.ts';

const GROUP_LIMIT_MB = 96;
/** After so long without work, Node has given back what it had for it. */
const IDLE_MS = 3000;

const TARGETS = {
  versionVsNode: { atMost: 1.6 },
  idleRssMb: { atMost: 70 },
  idleAnonymousMb: { atMost: 25 },
  installedMb: { atMost: 5 },
  bundleMb: { atMost: 1.2 },
} as const satisfies Readonly<Record<string, Target>>;

export const bench: Bench = {
  summary: 'the released engine: start of gwe, memory with the queue, size, and the whole stack within 96 MB',
  run,
};

async function run(context: BenchContext): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'fp-'));
  try {
    context.progress('building and installing the release');
    const installation = await installRelease(folder, context.signal);
    const starts = measureStarts(installation, context);
    const idle = await measureIdle(installation, context);
    const group = await measureGroup(installation, context);
    const { bundleBytes, installedBytes, cacheBytes } = installation;
    return {
      rows: [
        ...starts.rows,
        { what: 'gwe --with-gmq, idle', unit: 'MB RSS', samples: idle.map(({ rssMb }) => rssMb) },
        { what: 'gwe --with-gmq, idle', unit: 'MB anonymous', samples: idle.map(({ anonymousMb }) => anonymousMb) },
        { what: 'the bundle', unit: 'MB', samples: [bundleBytes / 1e6] },
        { what: 'all that is installed', unit: 'MB', samples: [installedBytes / 1e6] },
        { what: 'what Node keeps compiled', unit: 'MB', samples: [cacheBytes / 1e6] },
      ],
      metrics: {
        ...starts.metrics,
        idleRssMb: median(idle.map(({ rssMb }) => rssMb)),
        idleAnonymousMb: median(idle.map(({ anonymousMb }) => anonymousMb)),
        installedMb: installedBytes / 1e6,
        bundleMb: bundleBytes / 1e6,
        ...group.metrics,
      },
      targets: { ...TARGETS, ...group.targets },
      notes: [
        'Starts are those of installed commands with a full compile cache, as launch.sh keeps it; Node itself is not counted in sizes.',
        'Memory: after the first check-in and one value that went through the queue to the platform, over plain HTTP.',
        group.note,
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIdle(installation: Installation, context: BenchContext): Promise<readonly Memory[]> {
  const samples: Memory[] = [];
  for (let round = 1; round <= (context.quick ? 1 : 5); round += 1) {
    context.progress(`idle memory, process ${round}`);
    const { bundle } = installation;
    await using stack = await startStack(
      installation,
      (port) => [process.execPath, bundle, 'gwe', '--with-gmq', String(port)],
      context.signal,
    );
    await stack.deliver('21.5');
    await delay(IDLE_MS, undefined, { signal: context.signal });
    samples.push(await readMemory(stack.pid));
  }
  return samples;
}

interface GroupResult {
  readonly metrics: Readonly<Record<string, number>>;
  readonly targets: Readonly<Record<string, Target>>;
  readonly note: string;
}

/** supervisord, engine and queue where the kernel grants them no more than that. */
async function measureGroup(installation: Installation, context: BenchContext): Promise<GroupResult> {
  const group = createMemoryGroup(GROUP_LIMIT_MB * 1024 * 1024);
  if (typeof group === 'string') {
    return { metrics: {}, targets: {}, note: `The stack within ${GROUP_LIMIT_MB} MB was not tried: ${group}.` };
  }
  const values = context.quick ? 20 : 300;
  context.progress(`${values} values through the whole stack within ${GROUP_LIMIT_MB} MB`);
  let delivered = 0;
  try {
    await using stack = await startStack(
      installation,
      (port) => underSupervisor(installation, group.procsPath, port),
      context.signal,
    );
    for (; delivered < values; delivered += 1) await stack.deliver(String(delivered));
  } finally {
    context.progress(`peak of the group: ${Math.round(group.peakBytes() / 1e6)} MB`);
    group.remove();
  }
  return {
    metrics: { deliveredInGroup: delivered / values },
    targets: { deliveredInGroup: { atLeast: 1 } },
    note: `Within ${GROUP_LIMIT_MB} MB: supervisord and gwe --with-gmq; pages of Node's file that others have read before are not charged to it.`,
  };
}
