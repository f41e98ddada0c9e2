import type { Ini } from './ini.ts';

/** One option that a file may have. */
export interface ConfigOption {
  readonly section: string;
  readonly key: string;
  /** As it is printed and written. */
  readonly default: string;
  /** What it does, with its unit. */
  readonly help: string;
  /** What is wrong with a value; undefined if it can be used. */
  readonly check: (value: string) => string | undefined;
}

/** Checks for a number in a range. */
export function number(least: number, most: number, whole = true): ConfigOption['check'] {
  return (value) => {
    const found = Number(value);
    const fits = value !== '' && found >= least && found <= most && (!whole || Number.isInteger(found));
    return fits ? undefined : `must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`;
  };
}

/** Checks for one of several words. */
export function oneOf(...words: readonly string[]): ConfigOption['check'] {
  return (value) => (words.includes(value) ? undefined : `must be one of ${words.join(', ')}`);
}

/** What a file sets, over the defaults; and everything that is wrong with it, at once. */
export interface CheckedConfig {
  /** The value of every option that there is. */
  readonly get: (section: string, key: string) => string;
  /** The same as it stands in the file, whether it can be used or not. */
  readonly show: (section: string, key: string) => string;
  /** Values that cannot be used, in words. */
  readonly faults: readonly string[];
  /** Options that nobody knows, in words: an old file may have some, so they stop nothing. */
  readonly unknown: readonly string[];
}

/** Checks what a file says against what it may say. */
export function checkConfig(options: readonly ConfigOption[], ini: Ini, file: string): CheckedConfig {
  const faults = options.flatMap(({ section, key, check }) => {
    const value = ini.get(section)?.get(key);
    const fault = value === undefined ? undefined : check(value);
    return fault === undefined ? [] : [`[${section}] ${key} = ${value} in ${file}: ${fault}.`];
  });
  const unknown = [...ini].flatMap(([section, values]) =>
    [...values.keys()]
      .filter((key) => findOption(options, section, key) === undefined)
      .map((key) => `[${section}] ${key} in ${file} is not known and does nothing.${suggest(options, section, key)}`),
  );
  const requireOption = (section: string, key: string): ConfigOption => {
    const option = findOption(options, section, key);
    if (option === undefined) throw new TypeError(`There is no option [${section}] ${key}.`);
    return option;
  };
  return {
    get(section, key) {
      const option = requireOption(section, key);
      const value = ini.get(section)?.get(option.key);
      return value === undefined || option.check(value) !== undefined ? option.default : value;
    },
    show(section, key) {
      const option = requireOption(section, key);
      return ini.get(section)?.get(option.key) ?? option.default;
    },
    faults,
    unknown,
  };
}

/** The option of a name, if there is one. */
export function findOption(options: readonly ConfigOption[], section: string, key: string): ConfigOption | undefined {
  return options.find((option) => option.section === section && option.key === key.toLowerCase());
}

/** A hint at what may have been meant, or nothing. */
export function suggest(options: readonly ConfigOption[], section: string, key: string): string {
  const near = options
    .map((option) => ({ option, far: distance(`${option.section} ${option.key}`, `${section} ${key}`) }))
    .sort((one, other) => one.far - other.far)[0];
  return near === undefined || near.far > 4 ? '' : ` Is [${near.option.section}] ${near.option.key} meant?`;
}

/** Edits that make one text of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 0; i < one.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j += 1) {
      const change = (row[j] ?? 0) + (one[i] === other[j] ? 0 : 1);
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
