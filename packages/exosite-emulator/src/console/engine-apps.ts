import { isFields } from './json-fields.ts';

/** One app of an `engine_report`; a field that is missing is empty. */
export interface EngineApp {
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly uptime: string;
  readonly exitStatus: string;
}

/** The apps of an `engine_report`: a list of objects, each by name (gwe 54). Anything else in it is passed over. */
export function parseEngineApps(text: string): readonly EngineApp[] {
  const report = parseReport(text);
  const apps: unknown = report?.['apps'];
  if (!Array.isArray(apps)) return [];
  return apps.filter(isFields).flatMap((element) =>
    Object.entries(element).map(([name, value]) => {
      const fields = isFields(value) ? value : {};
      const field = (key: string): string => shownText(fields[key]);
      return {
        name,
        version: field('version'),
        status: field('status'),
        uptime: field('uptime'),
        exitStatus: field('exitstatus'),
      };
    }),
  );
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
