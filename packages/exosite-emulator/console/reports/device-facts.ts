import { parseReport, shownText } from '../../src/console/engine-apps.ts';
import { isFields } from '../../src/console/json-fields.ts';
import { formatDuration } from '../format/duration.ts';

/** What a gateway says of itself (gwe 53). */
export interface DeviceFacts {
  /** Short facts by name. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Output of commands, with line ends. */
  readonly outputs: readonly (readonly [name: string, text: string])[];
}

const NAMES: Readonly<Record<string, string>> = {
  uname: 'System',
  ipaddrs: 'Addresses',
  engine: 'Gateway Engine',
  node: 'Node.js',
  kernel: 'Kernel',
  os: 'Operating system',
  uptime_s: 'Up for',
  load: 'Load (1, 5, 15 min)',
  temperature_c: 'Temperature',
  clock_s: 'Clock',
  df: 'Storage (df)',
  free: 'Memory (free)',
};

/** Splits a `device_info` into facts and outputs; undefined if it is not an object. */
export function parseDeviceFacts(text: string): DeviceFacts | undefined {
  const report = parseReport(text);
  if (report === undefined) return undefined;
  const [facts, outputs]: [(readonly [string, string])[], (readonly [string, string])[]] = [[], []];
  for (const [key, value] of Object.entries(report)) {
    for (const [name, shown] of entriesOf(key, value)) {
      if (shown === '') continue;
      (shown.includes('\n') || key === 'df' || key === 'free' ? outputs : facts).push([name, shown]);
    }
  }
  return { facts, outputs };
}

function entriesOf(key: string, value: unknown): readonly (readonly [string, string])[] {
  const name = NAMES[key] ?? key.replaceAll('_', ' ');
  if (isFields(value)) return Object.entries(value).map(([part, entry]) => [`${name}: ${part}`, shownText(entry)]);
  if (Array.isArray(value)) return [[name, value.map(shownText).join(', ')]];
  if (typeof value === 'number' && key.endsWith('_s')) return [[name, secondsText(key, value)]];
  if (typeof value === 'number' && key.endsWith('_c')) return [[name, `${value} °C`]];
  return [[name, shownText(value)]];
}

function secondsText(key: string, seconds: number): string {
  if (key !== 'clock_s') return formatDuration(seconds);
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString();
}
