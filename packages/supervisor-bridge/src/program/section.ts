import { parseConf } from '../conf/document.ts';
import { escapeComments } from '../conf/expansion.ts';
import { refuseConf } from '../error.ts';

/** The text of a conf file with one `[program:NAME]`. The values must be as supervisord would read them, unexpanded. */
export function formatProgram(name: string, settings: ReadonlyMap<string, string>): string {
  const lines = [`[program:${name}]`];
  const written = new Map<string, string>();
  for (const [key, value] of settings) {
    const escaped = escapeComments(value);
    written.set(key, escaped);
    lines.push(`${key} = ${escaped.split('\n').join('\n    ')}`.trimEnd());
  }
  const text = `${lines.join('\n')}\n`;
  assertReadBack(text, name, written);
  return text;
}

/** Reads back what was written: whatever a value holds, supervisord must see exactly that value and nothing more. */
function assertReadBack(text: string, name: string, written: ReadonlyMap<string, string>): void {
  const section = `program:${name}`;
  const document = parseConf(text);
  const changed = [...written].find(([key, value]) => document.get(section, key) !== value)?.[0];
  if (changed === undefined && document.sections().length === 1 && document.keys(section).length === written.size)
    return;
  throw refuseConf(`The program ${JSON.stringify(name)}`, [
    { line: 0, key: changed ?? section, message: 'the value cannot be written in a conf file: simplify it' },
  ]);
}
