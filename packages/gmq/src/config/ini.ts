/** Sections of options, as Python's ConfigParser writes them. Names of options are in lower case. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

const SECTION = /^\[([^\]]+)\]/;
const OPTION = /^([^\s=:#;[][^=:]*?)\s*[=:]\s*(.*?)\s*$/;

/** Reads every section and option. Lines that are neither, comments among them, count for nothing. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const name = SECTION.exec(line)?.[1];
    const [, key, value] = OPTION.exec(line) ?? [];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
    } else if (key !== undefined && value !== undefined) {
      section?.set(key.toLowerCase(), value === "''" ? '' : value);
    }
  }
  return sections;
}

/** Sections and options as text. */
export function formatIni(ini: Ini): string {
  return [...ini].map(([name, options]) => `[${name}]\n${formatOptions(options)}`).join('\n');
}

/** The options of one section as text. */
export function formatOptions(options: ReadonlyMap<string, string>): string {
  return [...options].map(([key, value]) => `${key} = ${value}\n`).join('');
}

/** The text with one option set; comments, order and everything else stay as they are. */
export function setIniOption(text: string, section: string, key: string, value: string): string {
  const lines = text.split(/\r?\n/);
  const set = `${key} = ${value}`;
  const start = lines.findIndex((line) => SECTION.exec(line)?.[1] === section);
  if (start === -1) return `${text.trimEnd()}${text.trim() === '' ? '' : '\n\n'}[${section}]\n${set}\n`;
  const next = lines.findIndex((line, index) => index > start && SECTION.test(line));
  const end = next === -1 ? lines.length : next;
  const at = lines.findIndex(
    (line, index) => index > start && index < end && OPTION.exec(line)?.[1]?.toLowerCase() === key,
  );
  if (at !== -1) return lines.with(at, set).join('\n');
  return lines.toSpliced(start + 1, 0, set).join('\n');
}
