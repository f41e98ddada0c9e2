import { escapeComments, escapePercent } from './expansion.ts';

/** What `environment=` sets, or why supervisord would refuse it. */
export type EnvironmentCheck =
  | { readonly variables: ReadonlyMap<string, string>; readonly warnings: readonly string[] }
  | { readonly problem: string };

const ASCII_WORD = /[A-Za-z0-9_/.+\-():]/;

type Token = { readonly text: string } | { readonly problem: string };

/** The tokens that supervisord 4.2 sees: Python's `shlex` in its old mode, where `#` comments up to the line's end. */
function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const characters = Array.from(text);
  let index = 0;
  let word = '';
  const flush = (): void => {
    if (word !== '') tokens.push({ text: word });
    word = '';
  };
  while (index < characters.length) {
    const character = characters[index] ?? '';
    if (' \t\r\n'.includes(character)) {
      flush();
      index += 1;
    } else if (character === '#') {
      const end = characters.indexOf('\n', index);
      index = end === -1 ? characters.length : end + 1;
    } else if ((character === '"' || character === "'") && word === '') {
      const end = characters.indexOf(character, index + 1);
      if (end === -1) return [...tokens, { problem: `the quote ${character} is never closed: close it` }];
      tokens.push({ text: characters.slice(index, end + 1).join('') });
      index = end + 1;
    } else if (ASCII_WORD.test(character) || (word !== '' && (character === '"' || character === "'"))) {
      word += character;
      index += 1;
    } else {
      flush();
      tokens.push({ text: character });
      index += 1;
    }
  }
  flush();
  return tokens;
}

/** Reads `KEY=value,KEY="value"` after expansion, as supervisord 4.2 does (supervisord 1.3). */
export function parseEnvironment(text: string): EnvironmentCheck {
  const texts: string[] = [];
  for (const token of tokenize(text)) {
    if ('problem' in token) return token;
    texts.push(token.text);
  }
  const variables = new Map<string, string>();
  const warnings: string[] = [];
  for (let index = 0; index < texts.length; index += 4) {
    const [key, equals, value, comma] = texts.slice(index, index + 4);
    if (key === undefined || equals !== '=' || value === undefined) {
      return { problem: `${key ?? ''} is not followed by a value: write KEY="value",KEY2="value"` };
    }
    variables.set(key, value.replace(/^['"]+/u, '').replace(/['"]+$/u, ''));
    if (comma !== undefined && comma !== ',') {
      warnings.push(`supervisord loses part of the value of ${key}: write ${key}="…" with quotes around all of it`);
    }
  }
  return { variables, warnings };
}

/** Whether `name` can be a variable in `environment=`. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** One value as supervisord 4.2 and later both read it back, or why it cannot be written (supervisord 1.3). */
function quoteVariable(value: string): { readonly text: string } | { readonly problem: string } {
  if (/\p{Cc}/u.test(value)) return { problem: 'it holds a line end or another control character' };
  if (/^['"]|['"]$/u.test(value)) return { problem: 'it starts or ends with a quote, which supervisord strips' };
  if (!value.includes("'")) return { text: `'${value}'` };
  if (value.includes('"') || value.includes('\\')) {
    return { problem: 'it holds \' together with " or \\, which no form of quoting keeps' };
  }
  return { text: `"${value}"` };
}

/** The text for `environment=`, with a list of the variables that cannot be written. */
export function formatEnvironment(variables: Readonly<Record<string, string>>): {
  readonly text: string;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const parts: string[] = [];
  for (const [name, value] of Object.entries(variables)) {
    const quoted = quoteVariable(value);
    if (!isVariableName(name)) {
      problems.push(`${JSON.stringify(name)} is not a variable name: use letters, digits and "_"`);
    } else if ('problem' in quoted) {
      problems.push(`the value of ${name} cannot be passed through supervisord: ${quoted.problem}`);
    } else {
      parts.push(`${name}=${quoted.text}`);
    }
  }
  return { text: escapeComments(escapePercent(parts.join(','))), problems };
}
