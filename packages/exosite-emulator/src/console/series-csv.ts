import { type ValueView } from './api.ts';

/** A time series as CSV (RFC 4180): epoch seconds, ISO time, value exactly as stored. */
export function formatSeriesCsv(points: Iterable<ValueView>): string {
  const lines = ['timestamp,time,value'];
  for (const { timestamp, text } of points) {
    lines.push(`${timestamp},${new Date(timestamp * 1000).toISOString()},${csvCell(text)}`);
  }
  return lines.map((line) => `${line}\r\n`).join('');
}

/** A name that any file system takes. */
export function csvFileName(serial: string, alias: string): string {
  return `${`${serial}-${alias}`.replaceAll(/[^\w.-]+/g, '_').slice(0, 120)}.csv`;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
