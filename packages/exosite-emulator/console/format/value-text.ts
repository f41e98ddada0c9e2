/** A value for reading: JSON objects and lists are indented, everything else stays as it is. */
export function formatValue(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
