import type { Finding } from '../error.ts';
import { chomp, indentOf, isSpace, strip, stripEnd } from './python-text.ts';

/** One `key = value` of a conf, with the lines that it covers. */
export interface ConfEntry {
  readonly section: string;
  /** Lower case: supervisord's keys know no case. */
  readonly key: string;
  readonly value: string;
  /** Index of the line with the key. */
  readonly firstLine: number;
  /** Index after the last line that belongs to the value. */
  readonly endLine: number;
  /** Whether text was cut off as a comment behind a value (supervisord 1.1). */
  readonly cutComment: boolean;
}

/** One `[section]` line. The same name may come again: its keys are merged. */
interface ConfHeader {
  readonly section: string;
  readonly line: number;
}

export interface ScannedConf {
  readonly entries: readonly ConfEntry[];
  readonly headers: readonly ConfHeader[];
  readonly findings: readonly Finding[];
}

/** Where a comment starts in `line`, or undefined. Follows the search order of Python's parser to the letter. */
export function commentStart(line: string, inlinePrefixes: readonly string[]): number | undefined {
  const trimmed = strip(line);
  if (trimmed.startsWith('#') || trimmed.startsWith(';')) return 0;
  // Each round looks at the next occurrence of every prefix and the first round with a comment ends the search,
  // so in `a#b #c ;d` the comment is `;d`.
  let rounds = inlinePrefixes.map((prefix) => ({ prefix, at: -1 }));
  while (rounds.length > 0) {
    rounds = rounds
      .map(({ prefix, at }) => ({ prefix, at: line.indexOf(prefix, at + 1) }))
      .filter(({ at }) => at !== -1);
    const starts = rounds.map(({ at }) => at).filter((at) => at === 0 || isSpace(line.charAt(at - 1)));
    if (starts.length > 0) return Math.min(...starts);
  }
  return undefined;
}

interface OpenEntry extends Omit<ConfEntry, 'value' | 'cutComment' | 'endLine'> {
  readonly parts: string[];
  endLine: number;
  cutComment: boolean;
}

/**
 * Reads lines as `RawConfigParser(strict=False)` does, every mistake reported instead of only the first
 * (supervisord 1.1).
 */
export function scanConf(lines: readonly string[], inlinePrefixes: readonly string[]): ScannedConf {
  const entries: OpenEntry[] = [];
  const headers: ConfHeader[] = [];
  const findings: Finding[] = [];
  let section: string | undefined;
  let open: OpenEntry | undefined;
  let indent = 0;
  for (const [index, raw] of lines.entries()) {
    const line = chomp(raw);
    const cutAt = commentStart(line, inlinePrefixes);
    const text = strip(line.slice(0, cutAt));
    if (text === '') {
      if (cutAt === undefined) open?.parts.push('');
      continue;
    }
    const lineIndent = indentOf(line);
    if (open !== undefined && lineIndent > indent) {
      open.parts.push(text);
      open.endLine = index + 1;
      open.cutComment ||= cutAt !== undefined;
      continue;
    }
    indent = lineIndent;
    const header = /^\[(.+)\]/su.exec(text)?.[1];
    if (header !== undefined) {
      section = header;
      open = undefined;
      headers.push({ section, line: index });
      continue;
    }
    const option = /^([^=:]*)[=:](.*)$/su.exec(text);
    const key = stripEnd(option?.[1] ?? '').toLowerCase();
    if (section === undefined || option === null || key === '') {
      findings.push(explainLine(index, text, section));
      continue;
    }
    open = {
      section,
      key,
      parts: [strip(option[2] ?? '')],
      firstLine: index,
      endLine: index + 1,
      cutComment: cutAt !== undefined,
    };
    entries.push(open);
  }
  return { entries: entries.map(closeEntry), headers, findings };
}

function closeEntry({ parts, ...entry }: OpenEntry): ConfEntry {
  return { ...entry, value: stripEnd(parts.join('\n')) };
}

function explainLine(index: number, text: string, section: string | undefined): Finding {
  const line = index + 1;
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  if (text.startsWith('\uFEFF')) {
    return { line, key: 'encoding', message: 'the file starts with a byte order mark: save it as UTF-8 without BOM' };
  }
  if (section === undefined) {
    return {
      line,
      key: 'section',
      message: `${shown} stands before any section: put a line such as [supervisord] first`,
    };
  }
  return {
    line,
    key: `[${section}]`,
    message: `${shown} is not "key = value": add the "=", or indent the line to continue the value above it`,
  };
}
