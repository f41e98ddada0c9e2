import type { InventoryEntry } from '@gateway-engine/otau';

import type { Outside } from './gateway.ts';
import { APP, type TestPackage } from './packages.ts';
import type { Packages, Scenario } from './scenarios.ts';

/** What a gateway is judged by. */
export interface Judged {
  readonly scenario: Pick<Scenario, 'after'>;
  readonly packages: Packages;
  readonly outside: Pick<Outside, 'confs'>;
  readonly stateDir: string;
}

/** What is wrong with a gateway after its recovery; empty if nothing is. */
export function findDamage(
  world: Judged,
  snapshot: Readonly<Record<string, string>>,
  rows: readonly InventoryEntry[],
): readonly string[] {
  const { scenario, stateDir, outside } = world;
  const found: string[] = [];
  const [row] = rows;
  const pkg = packageOf(world, row?.version);
  const allowed = scenario.after.map((key) => (key === undefined ? undefined : world.packages[key].version));
  if (rows.length > 1 || !allowed.includes(row?.version)) found.push(`installed is ${row?.version ?? 'nothing'}`);
  const conf = outside.confs.get(APP);
  if (conf !== pkg?.conf)
    found.push(`the program runs ${JSON.stringify(conf)} while ${row?.version ?? 'nothing'} is installed`);
  const expected = expectedFiles(world, row);
  const actual = Object.entries(snapshot).filter(([path]) => path.startsWith(`${stateDir}/`) && !isOwn(path, stateDir));
  for (const [path, content] of actual) {
    const name = path.slice(stateDir.length + 1);
    if (expected[name] === undefined) found.push(`${name} is left over`);
    else if (expected[name] !== content) found.push(`${name} is ${JSON.stringify(content.slice(0, 40))}`);
  }
  const names = new Set(actual.map(([path]) => path.slice(stateDir.length + 1)));
  for (const name of Object.keys(expected)) if (!names.has(name)) found.push(`${name} is missing`);
  return found;
}

/** State files, and downloads that are kept for going on with. */
function isOwn(path: string, stateDir: string): boolean {
  const name = path.slice(stateDir.length + 1);
  return /^((inventory|journal)\.json)?$/.test(name) || /^packages\/[0-9a-f]{16}\.part(\.json)?$/.test(name);
}

function packageOf({ packages }: Judged, version: string | undefined): TestPackage | undefined {
  return Object.values(packages).find((pkg) => pkg.version === version);
}

function expectedFiles(world: Judged, row: InventoryEntry | undefined): Record<string, string> {
  const expected: Record<string, string> = { 'apps/': '', 'packages/': '', 'staging/': '' };
  if (row === undefined) return expected;
  expected[`apps/${APP}/`] = '';
  const versions = { current: row.version, previous: row.previous?.version };
  for (const [link, version] of Object.entries(versions)) {
    const pkg = packageOf(world, version);
    if (pkg === undefined) continue;
    const tree = `apps/${APP}/${pkg.sha256}`;
    expected[`apps/${APP}/${link}`] = `-> ${pkg.sha256}`;
    expected[`${tree}/`] = '';
    expected[`${tree}/data/`] = '';
    for (const [name, content] of Object.entries(pkg.files)) expected[`${tree}/${name}`] = content;
    expected[`packages/${pkg.sha256}.tar.gz`] = pkg.bytes.toString('latin1');
  }
  return expected;
}
