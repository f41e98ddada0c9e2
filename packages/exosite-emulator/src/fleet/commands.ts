/** An app that a gateway is told to install. */
export interface InstallOrder {
  /** Name of the content entry. */
  readonly file: string;
  readonly app: string;
  readonly version: string;
}

/** What the cloud asks for. */
export interface Commands {
  readonly installs: readonly InstallOrder[];
  /** Seconds, if a usable number was set (gwe 66). */
  readonly intervalSeconds: number | undefined;
  /** Aliases that were not empty and are to be cleared, so that they are not read for ever. */
  readonly toClear: readonly string[];
}

const MAX_INSTALLS = 20;

/** Reads `engine_fetch` and `update_interval` as the engine does (gwe 66, 71, 72). */
export function parseCommands(values: ReadonlyMap<string, string>): Commands {
  const interval = Number(values.get('update_interval') ?? '');
  return {
    installs: parseInstalls(values.get('engine_fetch') ?? ''),
    intervalSeconds: Number.isFinite(interval) && interval >= 1 ? interval : undefined,
    toClear: ['engine_fetch', 'update_interval'].filter((alias) => (values.get(alias) ?? '') !== ''),
  };
}

function parseInstalls(text: string): readonly InstallOrder[] {
  let order: unknown;
  try {
    order = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof order !== 'object' || order === null || !('install' in order) || !Array.isArray(order.install)) return [];
  const entries: readonly unknown[] = order.install.slice(0, MAX_INSTALLS);
  return entries.flatMap((entry) => {
    const file = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined;
    return typeof file === 'string' ? [parseFile(file)] : [];
  });
}

/** `APP.vVERSION.tar.gz` (gwe 71); a file of another form is its own name. */
function parseFile(file: string): InstallOrder {
  const [, app = file, version = ''] = /^(.+?)\.v(.+)\.(?:tar\.gz|tgz)$/.exec(file) ?? [];
  return { file, app, version };
}
