import type { AliasView } from '../../src/console/api.ts';
import { parseNumber } from '../format/number.ts';

/** Resources of Gateway Engine itself (gwe 50): they stand behind those of the apps. */
const ENGINE_ALIASES: ReadonlySet<string> = new Set([
  'device_info',
  'engine_fetch',
  'engine_report',
  'fetch_status',
  'update_interval',
  'usage_report',
]);

/** Whether Gateway Engine speaks by this resource. */
export function isEngineAlias(alias: string): boolean {
  return ENGINE_ALIASES.has(alias);
}

/** The resource to show: the chosen one, else the first number of an app, else the first of all. */
export function aliasToShow(aliases: readonly AliasView[], chosen: string | undefined): string | undefined {
  if (chosen !== undefined && aliases.some(({ alias }) => alias === chosen)) return chosen;
  const own = aliases.filter(({ alias }) => !isEngineAlias(alias));
  const numeric = own.find(({ latest }) => latest !== undefined && parseNumber(latest.text) !== undefined);
  return (numeric ?? own[0] ?? aliases[0])?.alias;
}

/** A value on one short line. */
export function previewOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
