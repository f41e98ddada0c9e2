/** The number that a value is, if it is one and nothing else; what a chart can show. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

const SHORT = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, useGrouping: false });

/** A number on an axis or in a summary. */
export function formatNumber(value: number): string {
  return SHORT.format(value);
}
