/**
 * What supervisord says, without the environment variables that it lists along (supervisord 1.2) and the place in its
 * own source.
 */
export function scrub(text: string): string {
  return text
    .replace(/^Error: /u, '')
    .replace(/\s*For help, use .*$/su, '')
    .replace(/: file: \S+ line: \d+$/gmu, '')
    .replace(/ ?Available names: [^\n]*?(?= in section '|\n|$)/gu, '')
    .trim();
}
