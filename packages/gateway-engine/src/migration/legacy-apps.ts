import { join } from 'node:path';

import { readOptionalFile, writeDurableFile } from '../durable-file.ts';
import type { InstalledApp } from '../reports/engine-report.ts';
import { parseVersionList } from './legacy-config.ts';

const FILE = 'legacy-apps.json';

/** What the Python engine had installed: this engine reports it until it installs the app itself. */
export async function readLegacyApps(stateDir: string): Promise<readonly InstalledApp[]> {
  return parseVersionList((await readOptionalFile(join(stateDir, FILE))) ?? '[]') ?? [];
}

/** Once this resolves, a power cut does not lose it. */
export async function writeLegacyApps(stateDir: string, apps: readonly InstalledApp[]): Promise<void> {
  const list = apps.map(({ name, version }) => ({ [name]: version }));
  await writeDurableFile(join(stateDir, FILE), `${JSON.stringify(list)}\n`);
}

/** What this engine installed itself wins over what it took over. */
export function withLegacyApps(
  installed: readonly InstalledApp[],
  legacy: readonly InstalledApp[],
): readonly InstalledApp[] {
  const own = new Set(installed.map(({ name }) => name));
  return [...installed, ...legacy.filter(({ name }) => !own.has(name))];
}
