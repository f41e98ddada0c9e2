import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { type Campaign } from './contract.ts';
import { formatJson, isClean } from './report.ts';

const NAMES = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'campaign.ts')),
);

const USAGE = `Runs fault campaigns: kills, power cuts, hostile input. The same seed repeats a run.

  npm run faults                               lists the campaigns
  npm run faults -- NAME [--runs N] [--seed S] runs one; the last line is one JSON object
  npm run faults -- --short [NAME]             all of them, or one, in the short form that CI runs

Exit codes: 0 nothing was lost, doubled, escaped or stuck; 1 something was, or a campaign failed; 2 wrong usage.`;

async function load(name: string): Promise<Campaign> {
  const module = (await import(join(import.meta.dirname, name, 'campaign.ts'))) as { readonly campaign: Campaign };
  return module.campaign;
}

async function list(): Promise<void> {
  console.log(USAGE, '\n');
  for (const name of NAMES) {
    const { summary, defaultRuns, shortRuns } = await load(name);
    console.log(`  ${name.padEnd(16)} ${summary} (${defaultRuns} runs, short: ${shortRuns})`);
  }
}

async function run(
  name: string,
  runs: number | undefined,
  short: boolean,
  seed: number,
  signal: AbortSignal,
): Promise<boolean> {
  const campaign = await load(name);
  const result = await campaign.run({
    runs: runs ?? (short ? campaign.shortRuns : campaign.defaultRuns),
    seed,
    signal,
    progress: (line) => {
      console.error(`${name}: ${line}`);
    },
  });
  for (const note of result.notes ?? []) console.log(`note: ${note}`);
  console.log(formatJson(name, seed, result));
  return isClean(result);
}

/** A number from the command line that must be whole and not below `least`. */
function parseCount(text: string | undefined, flag: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < least) {
    throw new RangeError(`${flag} takes a whole number of ${least} or more, not "${text}"`);
  }
  return count;
}

function readArguments() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      seed: { type: 'string' },
      short: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const unknown = positionals.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`there is no campaign "${unknown.join(' ')}". There are: ${NAMES.join(', ')}`);
  return {
    names: positionals.length === 0 && values.short ? NAMES : positionals,
    runs: parseCount(values.runs, '--runs', 1),
    seed: parseCount(values.seed, '--seed', 0) ?? Math.floor(Math.random() * 2 ** 31),
    short: values.short,
    help: values.help,
  };
}

async function runAll({ names, runs, seed, short }: ReturnType<typeof readArguments>): Promise<number> {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      abort.abort(new Error(`stopped by ${signal}`));
    });
  }
  let clean = true;
  for (const name of names) clean = (await run(name, runs, short, seed, abort.signal)) && clean;
  return clean ? 0 : 1;
}

async function main(): Promise<number> {
  try {
    const asked = readArguments();
    if (!asked.help && asked.names.length > 0) return await runAll(asked);
    await list();
    return 0;
  } catch (error) {
    const isUsage = error instanceof RangeError || (error instanceof TypeError && 'code' in error);
    console.error(isUsage ? `faults: ${error.message}` : error);
    return isUsage ? 2 : 1;
  }
}

process.exitCode = await main();
