import { replaceFile } from '../durable.ts';
import { OtauError } from '../errors.ts';
import { type FileLayer } from '../files/layer.ts';
import { systemFiles } from '../files/system-files.ts';
import { exists, readText } from '../files/tree.ts';
import { isDigest, isNumber, isOptional, isRecord, isText, parseJson } from '../journal/shape.ts';
import { type PackageKind } from '../package/check.ts';
import { type PackageManifest } from './contracts.ts';

/** One version of an app that is or was installed. */
export interface AppVersion {
  readonly version: string;
  /** Of the tarball; names its tree and the retained tarball. */
  readonly sha256: string;
  /** What its sidecar said, if it had one (otau 4.1). */
  readonly manifest?: PackageManifest;
  /** Keys that signed it; missing if it was not signed. */
  readonly signedBy?: readonly string[];
  /** An operator has insisted on it (otau 4.2). */
  readonly forced?: boolean;
}

/** One installed app (otau 3.1). */
export interface InventoryEntry extends AppVersion {
  readonly name: string;
  readonly kind: PackageKind;
  /** Milliseconds since the epoch. */
  readonly installedAt: number;
  readonly exitCode: number;
  /** `passed`: watched and well. `pending`: to be watched after the reboot that it asked for (otau 3.6). */
  readonly probation?: { readonly result: 'passed' | 'pending'; readonly bootId?: string };
  /** What it replaced; its tree and tarball are kept. */
  readonly previous?: AppVersion;
}

/** A package that was rolled back and is not installed again unasked (otau 3.6). */
export interface QuarantineEntry {
  readonly sha256: string;
  readonly name: string;
  readonly version: string;
  /** Why, in words for an operator. */
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** All that outlives an operation. */
export interface Inventory {
  readonly apps: readonly InventoryEntry[];
  readonly quarantine: readonly QuarantineEntry[];
}

const FORMAT = 1;
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_QUARANTINED = 64;

/** Reads the inventory; a missing file is an empty one. Rejects with `OTAU_STATE_CORRUPT` what it did not write. */
export async function readInventory(path: string, files: FileLayer = systemFiles): Promise<Inventory> {
  const text = await readText(files, path, MAX_BYTES);
  if (text === undefined && !(await exists(files, path))) return { apps: [], quarantine: [] };
  const inventory = parseInventory(text ?? '');
  if (inventory === undefined) {
    throw new OtauError(
      'OTAU_STATE_CORRUPT',
      `The inventory ${path} is damaged. Move it away and install the apps again.`,
    );
  }
  return inventory;
}

/** Replaces the inventory: after a power cut it is the old one or the new one. */
export async function writeInventory(path: string, inventory: Inventory, files?: FileLayer): Promise<void> {
  const { apps, quarantine } = inventory;
  const content = { format: FORMAT, apps, ...(quarantine.length === 0 ? {} : { quarantine }) };
  await replaceFile(path, `${JSON.stringify(content, undefined, 2)}\n`, files);
}

/** The apps with one row put in, in place of the app's former row. */
export function withEntry(entries: readonly InventoryEntry[], entry: InventoryEntry): readonly InventoryEntry[] {
  return [...withoutEntry(entries, entry.name), entry].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function withoutEntry(entries: readonly InventoryEntry[], name: string): readonly InventoryEntry[] {
  return entries.filter((entry) => entry.name !== name);
}

/** The quarantine with one package more; the oldest make room. */
export function withQuarantined(all: readonly QuarantineEntry[], entry: QuarantineEntry): readonly QuarantineEntry[] {
  return [...all.filter(({ sha256 }) => sha256 !== entry.sha256), entry].slice(-MAX_QUARANTINED);
}

/** Name of a tarball whose parts are known to be good (otau 1.1). */
export function fileNameOf({ name, version }: Pick<InventoryEntry, 'name' | 'version'>): string {
  return `${name}.v${version}.tar.gz`;
}

/** Reads the text of an inventory; undefined if it is none. */
export function parseInventory(text: string): Inventory | undefined {
  const value = parseJson(text);
  if (!isRecord(value) || value['format'] !== FORMAT || !Array.isArray(value['apps'])) return undefined;
  const apps: readonly unknown[] = value['apps'];
  const quarantine: unknown = value['quarantine'] ?? [];
  if (!apps.every(isEntry) || !Array.isArray(quarantine) || !quarantine.every(isQuarantineEntry)) return undefined;
  return { apps, quarantine };
}

/** Whether a value read from JSON is a row of the inventory. */
export function isEntry(value: unknown): value is InventoryEntry {
  if (!isVersion(value)) return false;
  const { name, kind, installedAt, exitCode, previous, probation }: Readonly<Record<string, unknown>> = { ...value };
  return (
    isText(name) &&
    (kind === 'program' || kind === 'script') &&
    isNumber(installedAt) &&
    isNumber(exitCode) &&
    isOptional(previous, isVersion) &&
    isOptional(probation, (found) => isRecord(found) && ['passed', 'pending'].includes(String(found['result'])))
  );
}

/** Whether a value read from JSON is a version of an app. */
export function isVersion(value: unknown): value is AppVersion {
  return (
    isRecord(value) &&
    isText(value['version']) &&
    isDigest(value['sha256']) &&
    isOptional(value['manifest'], isRecord) &&
    isOptional(value['signedBy'], (keys) => Array.isArray(keys) && keys.every(isText))
  );
}

function isQuarantineEntry(value: unknown): value is QuarantineEntry {
  return (
    isRecord(value) &&
    isDigest(value['sha256']) &&
    [value['name'], value['version'], value['reason']].every(isText) &&
    isNumber(value['at'])
  );
}
