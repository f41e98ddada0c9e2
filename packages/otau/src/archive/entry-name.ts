import { type ArchiveLimits } from './limits.ts';
import { refusal } from './rules.ts';

/** Limits that names are held to. */
export type NameLimits = Pick<ArchiveLimits, 'maxDepth' | 'maxComponentBytes' | 'maxPathBytes'>;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Control characters, line separators, and the direction marks that make one name look like another. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** The text of a name; bytes that are no UTF-8 are refused (otau 2.3). */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw refusal('name-utf8', 'its name is not UTF-8', Buffer.from(bytes).toString());
  }
}

/**
 * The path of an entry below the archive's root, without `./` in front and without a slash at the end; empty for the
 * root itself. Throws the refusal of the first rule of otau 2.3 that the name breaks.
 */
export function normaliseName(name: string, isDirectory: boolean, limits: NameLimits): string {
  if (name === '') throw refusal('name-empty', 'it has no name', name);
  verifyText(name, name, limits);
  if (name.startsWith('/')) throw refusal('name-absolute', 'its name starts at the root of the disk', name);
  if (!isDirectory && name.endsWith('/')) throw refusal('name-slash', 'a file or link ends with a slash', name);
  if (isDirectory && (name === '.' || name === './')) return '';
  const path = (name.startsWith('./') ? name.slice(2) : name).replace(/\/$/, '');
  const components = path.split('/');
  for (const component of components) {
    if (component === '') throw refusal('name-empty', 'a part of its path is empty', name);
    if (component === '..') throw refusal('name-parent', 'its path climbs with ".."', name);
    if (component === '.') throw refusal('name-dot', 'a part of its path is "."', name);
    if (Buffer.byteLength(component) > limits.maxComponentBytes) {
      throw refusal('limit-component-bytes', `a part of its path is over ${limits.maxComponentBytes} bytes`, name);
    }
  }
  if (components.length > limits.maxDepth) {
    throw refusal('limit-depth', `it lies deeper than ${limits.maxDepth} directories`, name);
  }
  return path;
}

/** Checks what a symlink's text alone can tell; where it leads is judged when the whole tree is known. */
export function verifyLinkTarget(target: string, entry: string, limits: NameLimits): void {
  if (target === '') throw refusal('name-empty', 'its link target is empty', entry);
  verifyText(target, entry, limits);
  if (target.startsWith('/')) throw refusal('symlink-absolute', 'it points to the root of the disk', entry);
  if (target.split('/').length > limits.maxDepth) {
    throw refusal('limit-depth', `its target has more than ${limits.maxDepth} parts`, entry);
  }
}

/** The same for all names that some file system would take for one: NFC and case folding (otau 2.3). */
export function foldName(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

function verifyText(text: string, entry: string, limits: NameLimits): void {
  if (text.includes('\0')) throw refusal('name-nul', 'its name contains a NUL byte', entry);
  if (UNPRINTABLE.test(text)) throw refusal('name-control', 'its name contains control characters', entry);
  if (text.includes('\\')) throw refusal('name-backslash', 'its name contains a backslash', entry);
  if (Buffer.byteLength(text) > limits.maxPathBytes) {
    throw refusal('limit-path-bytes', `its path is longer than ${limits.maxPathBytes} bytes`, entry);
  }
}
