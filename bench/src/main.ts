import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { type Bench } from './contract.ts';
import { formatJson, formatTable, formatTargets } from './report.ts';

const NAMES = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'bench.ts')),
);

const USAGE = `Measures one thing side by side with its peers and limits, in one run.

  npm run bench                     lists the benchmarks
  npm run bench -- NAME             runs one: a table, then one line of JSON
  npm run bench -- NAME --quick     the same in seconds, coarser

Exit codes: 0 measured (also when a target is missed: see "met"), 1 it could not be measured, 2 wrong usage.`;

async function load(name: string): Promise<Bench> {
  const module = (await import(join(import.meta.dirname, name, 'bench.ts'))) as { readonly bench: Bench };
  return module.bench;
}

async function list(): Promise<void> {
  console.log(USAGE, '\n');
  for (const name of NAMES) console.log(`  ${name.padEnd(18)} ${(await load(name)).summary}`);
}

async function run(name: string, quick: boolean): Promise<void> {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      abort.abort(new Error(`stopped by ${signal}`));
    });
  }
  const bench = await load(name);
  const result = await bench.run({
    quick,
    signal: abort.signal,
    progress: (line) => {
      console.error(`${name}: ${line}`);
    },
  });
  console.log(formatTable(result.rows));
  for (const note of result.notes ?? []) console.log(`note: ${note}`);
  const targets = formatTargets(result);
  if (targets !== '') console.log(targets);
  console.log(formatJson(name, result));
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const [name, ...rest] = positionals;
  if (name === undefined || values.help) {
    await list();
    return 0;
  }
  if (rest.length > 0 || !NAMES.includes(name)) {
    console.error(`bench: there is no benchmark "${positionals.join(' ')}". There are: ${NAMES.join(', ')}`);
    return 2;
  }
  await run(name, values.quick);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
