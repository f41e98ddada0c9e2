import { GatewayEngineError } from '../errors.ts';

/** What `engine_fetch` asks for (gwe 71): tarballs of the content area, to be installed in this order. */
export interface InstallCommand {
  readonly install: readonly { readonly name: string }[];
}

/** More entries than any deployment has; a longer list is a mistake or an attack. */
export const MAX_INSTALLS = 64;

/**
 * Reads the value of `engine_fetch`: undefined when it is empty, the command when it is one.
 * Unknown keys are left alone: later versions add some (otau 4.4).
 *
 * @throws GatewayEngineError `GATEWAY_COMMAND_INVALID` saying what was found and what is expected (gwe 72)
 */
export function parseEngineFetch(text: string): InstallCommand | undefined {
  if (text.trim() === '') return undefined;
  const value = parseJson(text);
  if (!isObject(value) || !Array.isArray(value['install'])) {
    throw invalid('it has no list "install"', text);
  }
  const entries: readonly unknown[] = value['install'];
  if (entries.length === 0) throw invalid('its list "install" is empty', text);
  if (entries.length > MAX_INSTALLS)
    throw invalid(`it names ${entries.length} packages, at most ${MAX_INSTALLS} go`, text);
  return { install: entries.map((entry, index) => ({ name: entryName(entry, index, text) })) };
}

function entryName(entry: unknown, index: number, text: string): string {
  const name = isObject(entry) ? entry['name'] : undefined;
  if (typeof name !== 'string' || name.trim() === '') throw invalid(`entry ${index + 1} has no "name"`, text);
  return name.trim();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid('it is not JSON', text, error);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(found: string, text: string, cause?: unknown): GatewayEngineError {
  const excerpt = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  return new GatewayEngineError(
    'GATEWAY_COMMAND_INVALID',
    `engine_fetch cannot be used, ${found}: ${excerpt}. Write {"install":[{"name":"APP.vVERSION.tar.gz"}]}.`,
    { cause },
  );
}
