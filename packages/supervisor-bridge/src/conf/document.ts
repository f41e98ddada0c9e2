import { refuseConf } from '../error.ts';
import { type ConfEntry, scanConf, type ScannedConf } from './lines.ts';
import { indentOf, splitLines } from './python-text.ts';

/** How a conf is read. */
export interface ConfOptions {
  /**
   * What starts a comment behind white space within a line. Default `;` and `#`, as supervisord on Python 3 reads it;
   * on Python 2 it was `;` alone (supervisord 1.1).
   */
  readonly inlineCommentPrefixes?: readonly string[];
}

/** Defaults of {@link ConfOptions}. */
export const CONF_DEFAULTS: Readonly<{ inlineCommentPrefixes: readonly string[] }> = Object.freeze({
  inlineCommentPrefixes: Object.freeze([';', '#']),
});

/** A conf that keeps every line as it was written: comments, order, white space and line ends. */
export interface ConfDocument {
  /** Section names in order of first appearance, without `DEFAULT`. Case matters. */
  sections(): readonly string[];
  /** Keys written in that section itself, in lower case. */
  keys(section: string): readonly string[];
  /** The value as supervisord sees it, unexpanded; the last one where a key is written twice; `[DEFAULT]` counts. */
  get(section: string, key: string): string | undefined;
  /** The entry in force, with its place in the text. `[DEFAULT]` does not count. */
  entry(section: string, key: string): ConfEntry | undefined;
  /** Line of the first header of that section, counted from 1; 0 when there is none. */
  lineOf(section: string): number;
  /** Writes a value: replaces the one in force, or adds key and section. Throws TypeError if it cannot be written. */
  set(section: string, key: string, value: string): void;
  /** Removes every line of that key in that section; false when there was none. */
  delete(section: string, key: string): boolean;
  toString(): string;
}

const DEFAULT_SECTION = 'DEFAULT';

/**
 * Parses supervisord's INI dialect (supervisord 1.1) and keeps it line by line.
 *
 * @throws SupervisorBridgeError SUPERVISOR_CONF_REFUSED with all lines that supervisord could not parse.
 */
export function parseConf(text: string, options: ConfOptions = {}): ConfDocument {
  const prefixes = options.inlineCommentPrefixes ?? CONF_DEFAULTS.inlineCommentPrefixes;
  let lines = splitLines(text);
  let scanned = scanConf(lines, prefixes);
  if (scanned.findings.length > 0) throw refuseConf('The conf', scanned.findings);

  const entry = (section: string, key: string): ConfEntry | undefined =>
    scanned.entries.findLast((one) => one.section === section && one.key === key.toLowerCase());

  const replace = (next: string[], wanted: ReadonlyMap<string, string | undefined>, what: string): void => {
    const rescanned = scanConf(next, prefixes);
    const before = effectiveValues(scanned);
    const after = effectiveValues(rescanned);
    for (const [name, value] of wanted) before.set(name, value);
    const names = new Set([...before.keys(), ...after.keys()]);
    const same = [...names].every((name) => before.get(name) === after.get(name));
    if (!same || rescanned.findings.length > 0) {
      throw new TypeError(
        `${what} cannot be written in supervisord's syntax: a value may not start or end with white space, have ` +
          'indented or commented lines, or hold ";" or "#" after white space (write %(program_name).0s before it)',
      );
    }
    lines = next;
    scanned = rescanned;
  };

  return {
    sections: () =>
      [...new Set(scanned.headers.map((header) => header.section))].filter((name) => name !== DEFAULT_SECTION),
    keys: (section) => [...new Set(scanned.entries.filter((one) => one.section === section).map((one) => one.key))],
    get: (section, key) => (entry(section, key) ?? entry(DEFAULT_SECTION, key))?.value,
    entry,
    lineOf: (section) => (scanned.headers.find((header) => header.section === section)?.line ?? -1) + 1,
    set(section, key, value) {
      replace(
        withValue(lines, scanned, { section, key, value }),
        new Map([[nameOf(section, key), value]]),
        `The value of ${key} in [${section}]`,
      );
    },
    delete(section, key) {
      const doomed = scanned.entries.filter((one) => one.section === section && one.key === key.toLowerCase());
      if (doomed.length === 0) return false;
      const next = lines.filter((_, index) => !doomed.some((one) => index >= one.firstLine && index < one.endLine));
      replace(next, new Map([[nameOf(section, key), undefined]]), `The conf without ${key} in [${section}]`);
      return true;
    },
    toString: () => lines.join(''),
  };
}

function nameOf(section: string, key: string): string {
  return JSON.stringify([section, key.toLowerCase()]);
}

function effectiveValues(scanned: ScannedConf): Map<string, string | undefined> {
  return new Map(scanned.entries.map((one) => [nameOf(one.section, one.key), one.value]));
}

interface NewValue {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The lines with one value replaced or added. Keeps the indentation: it decides what continues a value. */
function withValue(lines: readonly string[], scanned: ScannedConf, { section, key, value }: NewValue): string[] {
  const end = lines.some((line) => line.endsWith('\r\n')) ? '\r\n' : '\n';
  const own = scanned.entries.filter((one) => one.section === section);
  const current = own.findLast((one) => one.key === key.toLowerCase());
  const headerLine = scanned.headers.findLast((header) => header.section === section)?.line;
  const last = own.findLast((one) => headerLine !== undefined && one.firstLine > headerLine);
  const at = current?.firstLine ?? last?.endLine ?? (headerLine === undefined ? lines.length : headerLine + 1);
  const after = current?.endLine ?? at;
  const model = lines[(current ?? last)?.firstLine ?? headerLine ?? -1] ?? '';
  const indent = model.slice(0, indentOf(model));
  const added = `${indent}${key} = ${value.split('\n').join(`\n${indent}    `)}`.split('\n').map((line) => line + end);
  if (headerLine === undefined) added.unshift(...(lines.length > 0 ? [end] : []), `[${section}]${end}`);
  const before = lines.slice(0, at);
  const previous = before.pop();
  if (previous !== undefined) before.push(/[\r\n]$/u.test(previous) ? previous : previous + end);
  return [...before, ...added, ...lines.slice(after)];
}
