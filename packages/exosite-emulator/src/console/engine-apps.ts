import { isFields } from './json-fields.ts';

/** One app of an `engine_report`; a field that is missing is empty. */
export interface EngineApp {
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly uptime: string;
  readonly exitStatus: string;
  /** Processor time so far, while it runs. */
  readonly cpuSeconds?: number;
  /** Resident memory, while it runs. */
  readonly memoryBytes?: number;
}

/** The apps of an `engine_report`: a list of objects, each by name (gwe 54). Anything else in it is passed over. */
export function parseEngineApps(text: string): readonly EngineApp[] {
  const report = parseReport(text);
  const apps: unknown = report?.['apps'];
  if (!Array.isArray(apps)) return [];
  return apps.filter(isFields).flatMap((element) => Object.entries(element).map(([name, value]) => toApp(name, value)));
}

function toApp(name: string, value: unknown): EngineApp {
  const fields = isFields(value) ? value : {};
  const { cpu_s: cpuSeconds, rss_kib: memoryKiB } = fields;
  return {
    name,
    version: shownText(fields['version']),
    status: shownText(fields['status']),
    uptime: shownText(fields['uptime']),
    exitStatus: shownText(fields['exitstatus']),
    ...(typeof cpuSeconds === 'number' ? { cpuSeconds } : {}),
    ...(typeof memoryKiB === 'number' ? { memoryBytes: memoryKiB * 1024 } : {}),
  };
}

/** A report as an object; undefined if it is not one. */
export function parseReport(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON value as one text: the console shows what a gateway says, whatever its type. */
export function shownText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
