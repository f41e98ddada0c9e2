import { resourceId } from '../../device/resource-id.ts';
import { type Platform } from '../../platform.ts';
import { type StoredDevice } from '../../store/device-store.ts';
import { isRecord, toBytes } from './json.ts';

/** A value with its time, as `recordbatch` gives it. */
export interface RpcPoint {
  /** As given: negative counts back from now (exosite 5). */
  readonly given: number;
  readonly value: Uint8Array;
}

/** The alias that a resource argument means; empty for the device itself (exosite 5). */
export function resolveAlias(platform: Platform, device: StoredDevice, resource: unknown): string | undefined {
  if (isRecord(resource)) return typeof resource['alias'] === 'string' ? resource['alias'] : undefined;
  if (typeof resource !== 'string') return undefined;
  if (resource === resourceId(device)) return '';
  return platform.values.aliases(device).find((alias) => resourceId(device, alias) === resource);
}

/** The pairs of `[[timestamp, value], …]`. */
export function toPoints(entries: unknown): readonly RpcPoint[] | undefined {
  if (!Array.isArray(entries)) return undefined;
  const points: RpcPoint[] = [];
  for (const entry of entries) {
    if (!Array.isArray(entry)) return undefined;
    const pair: readonly unknown[] = entry;
    const [given, raw] = pair;
    const value = toBytes(raw);
    if (value === undefined || !Number.isSafeInteger(given) || typeof given !== 'number') return undefined;
    points.push({ given, value });
  }
  return points;
}

/** A whole number of an options object. */
export function numberOption(options: unknown, name: string): number | undefined {
  const value = isRecord(options) ? options[name] : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
