import { mkdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { createEngineConfig, type EngineSettings } from '../configuration/engine-config.ts';
import { createGatewayCfg, type GatewaySettings } from '../configuration/gateway-cfg.ts';
import { describeError, GatewayEngineError } from '../errors.ts';
import type { GatewayPaths } from '../paths.ts';
import type { InstalledApp } from '../reports/engine-report.ts';
import { writeLegacyApps } from './legacy-apps.ts';
import { readLegacyConfig } from './legacy-config.ts';
import { findLegacyFiles, type LegacyConf } from './legacy-files.ts';

export interface MigrationOptions {
  /** Root of the old system, or the folder with its Gateway.cfg. */
  readonly from: string;
  readonly paths: GatewayPaths;
  /** Where programs go. */
  readonly confFolder: {
    check(name: string, text: string): Promise<unknown>;
    write(name: string, text: string): Promise<unknown>;
  };
  /** Says what would be done, and does nothing. */
  readonly dryRun: boolean;
  /** Replaces an identity that this gateway has already. */
  readonly force: boolean;
}

/** What was, or would be, taken over. */
export interface Migration {
  readonly from: string;
  readonly identity: GatewaySettings;
  readonly settings: Partial<EngineSettings>;
  readonly apps: readonly InstalledApp[];
  /** Programs taken over. */
  readonly programs: readonly string[];
  /** What was left, and why. */
  readonly left: readonly string[];
}

/**
 * Takes over a Python engine's identity, settings, programs and list of versions. The old files stay as they are. It can
 * be repeated: what a power cut left undone is done then.
 *
 * @throws GatewayEngineError `GATEWAY_NOTHING_TO_MIGRATE`, `GATEWAY_CONFIG_INVALID`
 */
export async function migrate(options: MigrationOptions): Promise<Migration> {
  const { paths, dryRun } = options;
  const files = await findLegacyFiles(resolve(options.from));
  const identity = await createGatewayCfg(files.gatewayCfg).read();
  const cfg = createGatewayCfg(paths.gatewayCfg);
  const isSame = files.gatewayCfg === paths.gatewayCfg;
  if (!isSame && !options.force) refuseAnother(await cfg.read(), identity, paths.gatewayCfg);

  const config = files.engineConfig === undefined ? '' : await readFile(files.engineConfig, 'utf8');
  const { settings, apps, unknown } = readLegacyConfig(config);
  if (!dryRun) await mkdir(paths.supervisorConfDir, { recursive: true });
  const programs = await takePrograms(files.confs, options);
  if (!dryRun) {
    await cfg.update(identity);
    if (Object.keys(settings).length > 0) await createEngineConfig(paths.engineConfig).update(settings);
    await writeLegacyApps(paths.stateDir, apps);
  }
  return {
    from: files.gatewayCfg,
    identity,
    settings,
    apps,
    programs: programs.taken,
    left: [...unknown.map((key) => `${key} in Engine.config: not known`), ...programs.left],
  };
}

/** Two gateways must not become one by accident. */
function refuseAnother(own: GatewaySettings, other: GatewaySettings, path: string): void {
  const isOther = (['cik', 'vendor', 'model', 'uuid'] as const).some(
    (key) => own[key] !== '' && own[key] !== other[key],
  );
  if (!isOther) return;
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `${path} has another identity already. To replace it, say --force.`,
  );
}

/** A conf that would stop supervisord is left where it is, and said to be. */
async function takePrograms(
  confs: readonly LegacyConf[],
  { confFolder, dryRun }: MigrationOptions,
): Promise<{ readonly taken: readonly string[]; readonly left: readonly string[] }> {
  const taken: string[] = [];
  const left: string[] = [];
  for (const { name, path, text } of confs) {
    try {
      await (dryRun ? confFolder.check(name, text) : confFolder.write(name, text));
      taken.push(name);
    } catch (error) {
      left.push(`${path}: ${describeError(error)}`);
    }
  }
  return { taken, left };
}
