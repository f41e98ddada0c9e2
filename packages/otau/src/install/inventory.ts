import { readFile } from 'node:fs/promises';
import { replaceFile } from '../durable.ts';
import { errnoOf, OtauError } from '../errors.ts';
import { type PackageKind } from '../package/check.ts';

/** One installed app (otau 3.1). */
export interface InventoryEntry {
  readonly name: string;
  readonly version: string;
  /** Of the tarball; names its tree and the retained tarball. */
  readonly sha256: string;
  readonly kind: PackageKind;
  /** Milliseconds since the epoch. */
  readonly installedAt: number;
  readonly exitCode: number;
  /** What it replaced; its tree and tarball are kept. */
  readonly previous?: { readonly version: string; readonly sha256: string };
}

const FORMAT = 1;

/** Reads the inventory; a missing file is an empty one. Rejects with `OTAU_STATE_CORRUPT` what it did not write. */
export async function readInventory(path: string): Promise<readonly InventoryEntry[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
  const entries = parseInventory(text);
  if (entries === undefined) {
    throw new OtauError(
      'OTAU_STATE_CORRUPT',
      `The inventory ${path} is damaged. Move it away and install the apps again.`,
    );
  }
  return entries;
}

/** Replaces the inventory: after a power cut it is the old one or the new one. */
export async function writeInventory(path: string, entries: readonly InventoryEntry[]): Promise<void> {
  await replaceFile(path, `${JSON.stringify({ format: FORMAT, apps: entries }, undefined, 2)}\n`);
}

/** The inventory with one row put in, in place of the app's former row. */
export function withEntry(entries: readonly InventoryEntry[], entry: InventoryEntry): readonly InventoryEntry[] {
  return [...entries.filter(({ name }) => name !== entry.name), entry].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads the text of an inventory; undefined if it is none. */
export function parseInventory(text: string): readonly InventoryEntry[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['format'] !== FORMAT || !Array.isArray(value['apps'])) return undefined;
  const apps: readonly unknown[] = value['apps'];
  return apps.every(isEntry) ? apps : undefined;
}

function isEntry(value: unknown): value is InventoryEntry {
  if (!isRecord(value)) return false;
  const { name, version, sha256, kind, installedAt, exitCode, previous } = value;
  return (
    [name, version].every((text) => typeof text === 'string') &&
    isDigest(sha256) &&
    (kind === 'program' || kind === 'script') &&
    [installedAt, exitCode].every((number) => typeof number === 'number') &&
    (previous === undefined ||
      (isRecord(previous) && typeof previous['version'] === 'string' && isDigest(previous['sha256'])))
  );
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
