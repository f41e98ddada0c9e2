import { parseConf } from '@gateway-engine/supervisor-bridge';

import { PYTHON_2_COMMENTS, readValue } from '../configuration/cfg-value.ts';
import { DEBUG_LEVELS } from '../configuration/debug-level.ts';
import type { EngineSettings } from '../configuration/engine-config.ts';
import type { InstalledApp } from '../reports/engine-report.ts';

/** What could be read from an Engine.config of the Python engine. */
export interface LegacyConfig {
  readonly settings: Partial<EngineSettings>;
  /** What it had installed, and in which version (gwe 45). */
  readonly apps: readonly InstalledApp[];
  /** Keys that mean nothing to this engine. */
  readonly unknown: readonly string[];
}

type Writable<T> = { -readonly [Key in keyof T]?: T[Key] };

/**
 * Reads one. The names of its keys are not documented (gwe 41), so each is taken by what it is about and by whether its
 * value makes sense there.
 */
export function readLegacyConfig(text: string): LegacyConfig {
  const document = parseConf(text, PYTHON_2_COMMENTS);
  const settings: Writable<EngineSettings> = {};
  const apps: InstalledApp[] = [];
  const unknown: string[] = [];
  for (const section of document.sections()) {
    for (const key of document.keys(section)) {
      const value = readValue(document.get(section, key));
      const listed = parseVersionList(value);
      if (listed !== undefined) apps.push(...listed);
      else if (!takeSetting(settings, key, value)) unknown.push(key);
    }
  }
  return { settings, apps, unknown };
}

/** False when this key is none of ours, or its value does not fit it. */
function takeSetting(settings: Writable<EngineSettings>, key: string, value: string): boolean {
  if (/update.?interval/i.test(key) && /^[1-9]\d*$/.test(value)) settings.updateIntervalS = Number(value);
  else if (/agent/i.test(key)) settings.userAgent = value;
  else if (/level/i.test(key)) {
    const level = DEBUG_LEVELS.find((known) => known === value.toUpperCase());
    if (level === undefined) return value === '';
    settings.debugLevel = level;
  } else return false;
  return true;
}

/** The list of one-key objects, name to version: `[{"counter": 1},{"ntp_updater": 1}]` (gwe 45). */
export function parseVersionList(text: string): readonly InstalledApp[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const apps: InstalledApp[] = [];
  for (const entry of value as readonly unknown[]) {
    if (typeof entry !== 'object' || entry === null) return undefined;
    for (const [name, version] of Object.entries(entry) as readonly (readonly [string, unknown])[]) {
      if (typeof version !== 'string' && typeof version !== 'number') return undefined;
      apps.push({ name, version: String(version) });
    }
  }
  return apps;
}
