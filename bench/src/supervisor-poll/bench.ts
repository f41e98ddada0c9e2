import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSupervisord, createSupervisorRpc, type Supervisord } from '@gateway-engine/supervisor-bridge';

import { type Bench, type BenchContext, type BenchResult } from '../contract.ts';
import { median, ratios } from '../statistics.ts';
import { createBarePoll } from './bare.ts';

/** As many as a busy gateway runs; the measurements of the specification had seven. */
const PROGRAMS = 7;

interface Contender {
  readonly what: string;
  /** Polls per round: enough for the clock, few enough that all contenders meet the same load. */
  readonly polls: number;
  /** It takes part in so many rounds. */
  readonly rounds: number;
  readonly poll: () => Promise<unknown>;
}

/** Milliseconds per poll, all contenders in turn in every round. */
async function measure(
  contenders: readonly Contender[],
  { signal, progress }: Pick<BenchContext, 'signal' | 'progress'>,
): Promise<ReadonlyMap<string, number[]>> {
  const rounds = Math.max(...contenders.map((one) => one.rounds));
  const samples = new Map(contenders.map(({ what }): [string, number[]] => [what, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { what, polls, poll } of contenders.filter((one) => round <= one.rounds)) {
      signal.throwIfAborted();
      const startedAt = performance.now();
      for (let count = 0; count < polls; count += 1) await poll();
      // The first round warms up: modules are loaded, connections opened.
      if (round > 0) samples.get(what)?.push((performance.now() - startedAt) / polls);
    }
    if (round % 10 === 0) progress(`round ${round} of ${rounds}`);
  }
  return samples;
}

async function compare(daemon: Supervisord, context: BenchContext): Promise<BenchResult> {
  const { socketPath } = daemon;
  const rpc = createSupervisorRpc({ socketPath });
  const bare = createBarePoll(socketPath);
  const signal = context.signal;
  const [rounds, commands] = context.quick ? [80, 10] : [400, 60];
  const contenders: readonly Contender[] = [
    { what: 'XML-RPC driver', polls: 25, rounds, poll: () => rpc.status({ signal }) },
    { what: 'bare node:http', polls: 25, rounds, poll: () => bare.poll() },
    { what: 'supervisorctl driver', polls: 1, rounds: commands, poll: () => daemon.control.status({ signal }) },
  ];
  try {
    const samples = await measure(contenders, {
      signal,
      progress: context.progress.bind(context),
    });
    const of = (what: string): readonly number[] => samples.get(what) ?? [];
    const [own, limit, command] = [of('XML-RPC driver'), of('bare node:http'), of('supervisorctl driver')];
    return {
      rows: [
        { what: 'XML-RPC driver', unit: 'ms/poll', samples: own, comparedWith: 'bare node:http' },
        { what: 'bare node:http', unit: 'ms/poll', samples: limit },
        { what: 'supervisorctl driver', unit: 'ms/poll', samples: command, comparedWith: 'bare node:http' },
      ],
      metrics: {
        rpcVsBareHttp: median(ratios(own, limit)),
        supervisorctlVsRpc: median(ratios(command, own)),
      },
      targets: { rpcVsBareHttp: { atMost: 1.3 } },
      notes: [
        `a poll asks for the state of all ${PROGRAMS} programs of one private supervisord, over a unix socket`,
        'bare node:http reads the answer to its end and understands nothing of it',
      ],
    };
  } finally {
    await rpc.close();
    bare.close();
  }
}

export const bench: Bench = {
  summary: 'asking supervisord for all states: XML-RPC driver, bare node:http, supervisorctl',
  async run(context) {
    const root = await mkdtemp(join(tmpdir(), 'sp-'));
    const programs = Array.from({ length: PROGRAMS }, (_, index) => ({
      name: `program${index}`,
      command: ['/bin/sleep', '100000'],
      startSeconds: 0,
    }));
    const daemon = createSupervisord({ root, programs });
    try {
      await daemon.start({ signal: context.signal });
      return await compare(daemon, context);
    } finally {
      await daemon.stop();
      await rm(root, { recursive: true, force: true });
    }
  },
};
