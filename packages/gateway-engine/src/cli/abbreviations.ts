/**
 * Completes long options that are cut short, as Python's argparse let people do: `--set-prod X` is `--set-product-id X`.
 * A prefix that fits several options is left alone, so that the parser names it as unknown.
 */
export function expandAbbreviations(argv: readonly string[], longOptions: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return argv.map((argument, index) => {
    if (!argument.startsWith('--') || argument === '--' || (end !== -1 && index > end)) return argument;
    const [name = '', ...value] = argument.split('=');
    if (longOptions.includes(name)) return argument;
    const candidates = longOptions.filter((option) => option.startsWith(name));
    return candidates.length === 1 ? [candidates[0], ...value].join('=') : argument;
  });
}
