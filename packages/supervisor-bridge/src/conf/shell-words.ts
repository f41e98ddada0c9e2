/** The words of a command line, or why it has none. */
export type ShellWords = { readonly words: readonly string[] } | { readonly problem: string };

/** Splits a command as supervisord does: POSIX quoting and nothing else of a shell (supervisord 1.5). */
export function splitCommand(command: string): ShellWords {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let index = 0; index < command.length; index += 1) {
    const character = command.charAt(index);
    if (quote !== undefined && character === quote) {
      quote = undefined;
    } else if (character === '\\' && quote !== "'") {
      index += 1;
      if (index >= command.length) return { problem: 'it ends with a backslash that escapes nothing: remove it' };
      const next = command.charAt(index);
      const kept = quote === undefined || next === '"' || next === '\\';
      word = (word ?? '') + (kept ? next : character + next);
    } else if (quote !== undefined) {
      word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (' \t\r\n'.includes(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined) return { problem: `the quote ${quote} is never closed: close it` };
  if (word !== undefined) words.push(word);
  return { words };
}

/** A command line that {@link splitCommand} splits back into exactly these words. */
export function joinCommand(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/u.test(word)) return word;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
