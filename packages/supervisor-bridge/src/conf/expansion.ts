import { isSpace } from './python-text.ts';

/** Names that supervisord replaces in a value, with whether they stand for text or a number (supervisord 1.2). */
export type ExpansionNames = ReadonlyMap<string, 'text' | 'number'>;

/** Result of reading a value's `%` expressions: mistakes, and the value with a stand-in for every name. */
export interface ExpansionCheck {
  readonly problems: readonly string[];
  /** The value as expanded once, with `0` for numbers and `x` for texts. */
  readonly expanded: string;
}

const TEXT_CONVERSIONS = 'sra';
const NUMBER_CONVERSIONS = 'sradiuoxX';

/** `%`, then optionally a name in parentheses, flags, width, precision, and the conversion: Python's format. */
const EXPRESSION = /%(?:\(([^()]*)\))?([-+ #0]*)(\d*)(?:\.(\d*))?([^]?)/gu;

/**
 * In an included file supervisord replaces this text before anything else, also behind another `%`: so `%%(here)s` does
 * not stand for itself (found by the campaign `supervisor-fuzz`).
 */
const HERE = '%(here)s';
/** Begins as a folder does, as what stands before it may become part of an expression. */
const STAND_IN_FOLDER = '/x';

/** Checks every `%` of a value against the names that supervisord will know there (supervisord 1.2). */
export function checkExpansions(value: string, names: ExpansionNames): ExpansionCheck {
  const problems: string[] = [];
  if (value.includes(`%${HERE}`))
    problems.push(`supervisord replaces the ${HERE} in "%${HERE}" too: write %%%(program_name).0s(here)s`);
  const expanded = value
    .replaceAll(HERE, STAND_IN_FOLDER)
    .replace(
      EXPRESSION,
      (
        whole: string,
        name: string | undefined,
        flags: string,
        width: string,
        precision: string | undefined,
        type: string,
      ): string => {
        if (whole === '%%') return '%';
        if (name === undefined) {
          problems.push(`"${whole}" is not an expression of supervisord: write %% for a percent sign`);
          return '';
        }
        const kind = names.get(name);
        const shown = `%(${name})`;
        if (kind === undefined) {
          problems.push(explainUnknown(name));
        } else if (!(kind === 'text' ? TEXT_CONVERSIONS : NUMBER_CONVERSIONS).includes(type) || type === '') {
          problems.push(`${shown} needs a conversion behind it: write ${shown}s`);
        } else if (width.length > 2 || (precision ?? '').length > 2) {
          problems.push(`"${whole}" asks for more than 99 characters: write ${shown}s`);
        }
        if (type !== 's' || flags !== '') return kind === 'number' ? '0' : 'x';
        return precision === '0' || precision === '' ? '' : kind === 'number' ? '0' : 'x';
      },
    );
  return { problems, expanded };
}

function explainUnknown(name: string): string {
  const shown = `%(${name})s`;
  return name.startsWith('ENV_')
    ? `${shown} is not certain to be in supervisord's environment, and without it no program starts: ` +
        'write the value itself, or set the variable in "environment"'
    : `supervisord does not know ${shown} here: write the value itself, or %%(${name})s for exactly this text`;
}

/** An expansion that stands for nothing. */
const NOTHING = '%(program_name).0s';

/** Text that supervisord reads back unchanged after one expansion (supervisord 1.2). */
export function escapePercent(text: string): string {
  return text.replaceAll('%', '%%').replaceAll(`%${HERE}`, `%%${NOTHING}${HERE.slice(1)}`);
}

/**
 * Keeps `;` and `#` from starting a comment, where they follow white space or begin the value: an expansion that
 * stands for nothing goes before them (supervisord 1.1). Only for values that supervisord expands.
 */
export function escapeComments(value: string): string {
  return Array.from(value, (character, index) => {
    const previous = index === 0 ? ' ' : value.charAt(index - 1);
    return (character === ';' || character === '#') && isSpace(previous) ? NOTHING + character : character;
  }).join('');
}
