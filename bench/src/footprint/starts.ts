import { spawnSync } from 'node:child_process';

import type { BenchContext, Row } from '../contract.ts';
import { median, ratios } from '../statistics.ts';
import type { Installation } from './installation.ts';

const BARE = 'node -e 0';

export interface Starts {
  readonly rows: readonly Row[];
  readonly metrics: Readonly<Record<string, number>>;
}

/** Starts each command in turn, round by round, from the process's creation to its end. */
export function measureStarts({ env, bundle, launcher }: Installation, context: BenchContext): Starts {
  const commands: Readonly<Record<string, readonly string[]>> = {
    [BARE]: [process.execPath, '-e', '0'],
    'gwe --version, the bundle': [process.execPath, bundle, 'gwe', '--version'],
    'gwe --version, launch.sh': [launcher, 'gwe', '--version'],
    'gwe --gateway-cik, the bundle': [process.execPath, bundle, 'gwe', '--gateway-cik'],
  };
  const taken = new Map(Object.keys(commands).map((what) => [what, [] as number[]]));
  const rounds = context.quick ? 7 : 41;
  context.progress(`${rounds} rounds of ${taken.size} starts`);
  // The first round fills the compile cache and the page cache; it does not count.
  for (let round = -1; round < rounds; round += 1) {
    context.signal.throwIfAborted();
    for (const [what, command] of Object.entries(commands)) {
      const ms = start(command, env);
      if (round >= 0) taken.get(what)?.push(ms);
    }
  }
  const samples = (what: string): readonly number[] => taken.get(what) ?? [];
  const against = (what: string): number => median(ratios(samples(what), samples(BARE)));
  return {
    rows: [...taken].map(([what, values]) => ({
      what,
      unit: 'ms',
      samples: values,
      ...(what === BARE ? {} : { comparedWith: BARE }),
    })),
    metrics: {
      versionVsNode: against('gwe --version, the bundle'),
      launchedVersionVsNode: against('gwe --version, launch.sh'),
      gatewayCikVsNode: against('gwe --gateway-cik, the bundle'),
    },
  };
}

function start([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(program, args, { env });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${String(stderr)}`);
  return performance.now() - startedAt;
}
