import { mkdir, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFully } from '../durable.ts';
import { errnoOf, OtauError, toOtauError } from '../errors.ts';
import { formatPackageName } from '../package/name.ts';
import { appFiles, type AppKind } from './app-files.ts';
import { type AppLanguage } from './programs.ts';

/** Options of {@link createApp}. */
export interface CreateAppOptions {
  /** Folder for the app's files; made if missing. Nothing in it is overwritten. */
  readonly folder: string;
  /** Name of the app (otau 1.1). */
  readonly name: string;
  /** Default: `1`. */
  readonly version?: string;
  /** `program`: runs for ever; `one-off`: is run once at its installation (otau 1.3). Default: `program`. */
  readonly kind?: AppKind;
  /** Of a program. Default: `sh`. */
  readonly language?: AppLanguage;
}

/** A new app. */
export interface CreatedApp {
  /** Absolute path of the buildfile. */
  readonly buildfilePath: string;
  /** Names of the files that were written, relative to the folder. */
  readonly files: readonly string[];
}

/**
 * Writes the files of a new app: installer, program, `supervisor.conf`, buildfile and README. What it writes builds,
 * checks without a finding, and installs. Rejects with `OTAU_NAME_INVALID`, and with `OTAU_IO_FAILED` if one of the
 * files exists; then none is written.
 */
export async function createApp(options: CreateAppOptions): Promise<CreatedApp> {
  const { name, version = '1', kind = 'program', language = 'sh' } = options;
  const folder = resolve(options.folder);
  formatPackageName(name, version);
  const files = appFiles({ name, version, kind, language });
  try {
    await mkdir(folder, { recursive: true });
    await verifyNew(folder, Object.keys(files));
    for (const [path, { text, mode }] of Object.entries(files)) await writeNew(join(folder, path), text, mode);
  } catch (error) {
    throw toOtauError(error, `creating the app ${name} in ${folder}`);
  }
  return { buildfilePath: join(folder, 'gwe-buildfile.json'), files: Object.keys(files) };
}

async function verifyNew(folder: string, names: readonly string[]): Promise<void> {
  const existing: string[] = [];
  for (const name of names) {
    try {
      await (await open(join(folder, name), 'r')).close();
      existing.push(name);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }
  if (existing.length === 0) return;
  const found = `${folder} already has ${existing.join(', ')}`;
  throw new OtauError('OTAU_IO_FAILED', `The app was not created: ${found}. Choose an empty folder.`);
}

async function writeNew(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await writeFully(file, Buffer.from(text));
    await file.chmod(mode); // open's own mode is subject to the umask
  } finally {
    await file.close();
  }
}
