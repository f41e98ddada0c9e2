/**
 * Whether the subcommands matter to what was typed: there is a word that may name one, or help is to list them. Where
 * they do not, they are not even loaded, so that `gwe --gateway-cik` in an app's script costs little, and the engine
 * itself keeps nothing in memory that it never runs. In doubt they matter.
 */
export function mayNameCommand(argv: readonly string[]): boolean {
  return argv.some((argument) => !argument.startsWith('-') || /^--h|^-[^-]*h|^--?$/.test(argument));
}
