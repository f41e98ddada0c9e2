/**
 * Text as Python sees it. supervisord's parser strips and splits with `str.isspace`, which differs from JavaScript:
 * it counts the separators U+001C..U+001F and U+0085 and does not count the byte order mark.
 */
const PYTHON_SPACE: ReadonlySet<string> = new Set(
  [
    ...[0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680],
    ...Array.from({ length: 11 }, (_, index) => 0x2000 + index),
    ...[0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
  ].map((code) => String.fromCharCode(code)),
);

/** `str.isspace()` of one character; false for the empty string. */
export function isSpace(character: string): boolean {
  return PYTHON_SPACE.has(character);
}

/** `str.rstrip()`. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Number of white space characters that `text` starts with. */
export function indentOf(text: string): number {
  let start = 0;
  while (start < text.length && isSpace(text.charAt(start))) start += 1;
  return start;
}

/** `str.strip()`. */
export function strip(text: string): string {
  return stripEnd(text).slice(indentOf(text));
}

/** The lines of `text` with their ends, as Python's universal newlines cut them: at CRLF, LF and a lone CR. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu) ?? [];
}

/** A line without its end. */
export function chomp(line: string): string {
  return line.replace(/\r\n$|[\r\n]$/u, '');
}
