import type { ConfigFile } from '../config/config-file.ts';
import { findOption, suggest, type ConfigOption } from '../config/options.ts';
import { formatIni, formatOptions, type Ini } from '../config/ini.ts';
import { GmqError } from '../errors.ts';

/** The words behind `gmq cfg` or `gmq log`. */
export type ConfigWords = readonly string[];

/** What the words mean, or undefined if they mean nothing (gwe K140). */
export function parseConfigWords(
  words: ConfigWords,
):
  | { readonly kind: 'get'; readonly section?: string; readonly key?: string }
  | { readonly kind: 'set'; readonly section: string; readonly key: string; readonly value: string }
  | undefined {
  const [verb = 'get', section, key, value, ...more] = words;
  if (more.length > 0) return undefined;
  if (verb === 'set' && section !== undefined && key !== undefined && value !== undefined) {
    return { kind: 'set', section, key, value };
  }
  if (verb !== 'get' || value !== undefined) return undefined;
  return { kind: 'get', ...(section === undefined ? {} : { section }), ...(key === undefined ? {} : { key }) };
}

/** What a file says, with its defaults: all of it, a section, or one value, printed bare (gwe K140). */
export function formatConfig(file: ConfigFile, section?: string, key?: string): string {
  const config = file.read();
  const wanted = file.options.filter((option) => section === undefined || option.section === section);
  if (wanted.length === 0) throw missing(file.options, section ?? '', '');
  const valueOf = (option: ConfigOption): string => config.show(option.section, option.key);
  if (section !== undefined && key !== undefined) {
    const option = findOption(file.options, section, key);
    if (option === undefined) throw missing(file.options, section, key);
    return `${valueOf(option)}\n`;
  }
  const sections: Ini = new Map(
    [...Map.groupBy(wanted, (option) => option.section)].map(([name, options]) => [
      name,
      new Map(options.map((option) => [option.key, valueOf(option)])),
    ]),
  );
  return section === undefined ? formatIni(sections) : formatOptions(sections.get(section) ?? new Map());
}

function missing(options: readonly ConfigOption[], section: string, key: string): GmqError {
  const sections = [...new Set(options.map((option) => option.section))].join(', ');
  const hint = key === '' ? ` There are ${sections}.` : suggest(options, section, key);
  return new GmqError(`There is no ${key === '' ? `section [${section}]` : `option [${section}] ${key}`}.${hint}`, {
    code: 'GMQ_BAD_CONFIG',
  });
}

/** The options of a file as help. */
export function formatOptionHelp(options: readonly ConfigOption[]): string {
  const names = options.map((option) => `[${option.section}] ${option.key}`);
  const width = Math.max(...names.map((name) => name.length));
  return options
    .map((option, index) => `  ${(names[index] ?? '').padEnd(width)}  ${option.help} (${option.default || 'none'})`)
    .join('\n');
}
