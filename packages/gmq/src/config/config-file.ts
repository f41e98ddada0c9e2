import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { GmqError } from '../errors.ts';
import { syncFolder } from '../store/file.ts';
import { parseIni, setIniOption } from './ini.ts';
import { checkConfig, findOption, suggest, type CheckedConfig, type ConfigOption } from './options.ts';

/** A file of options that people and programs read and change. */
export interface ConfigFile {
  readonly path: string;
  readonly options: readonly ConfigOption[];
  /** What it says now; a file that is missing says nothing. @throws GmqError `GMQ_BAD_CONFIG` if it cannot be read. */
  read(): CheckedConfig;
  /**
   * Sets one option; comments and everything else stay. The file is replaced in one step, so that a power cut leaves
   * the old one or the new one (gwe N7). @throws GmqError `GMQ_BAD_CONFIG` for what cannot be set.
   */
  set(section: string, key: string, value: string): void;
}

/** Mode of a new file: it holds no secrets, and other programs look into it (gwe L153). */
const FILE_MODE = 0o644;

/** The file at a path, with the options that it may have. */
export function createConfigFile(path: string, options: readonly ConfigOption[]): ConfigFile {
  return {
    path,
    options,
    read: () => checkConfig(options, parseIni(readText(path)), path),
    set(section, key, value) {
      const option = findOption(options, section, key);
      if (option === undefined) {
        throw bad(
          `There is no option [${section}] ${key}.${suggest(options, section, key)} \`gmq cfg\` and \`gmq log\` list those that there are.`,
        );
      }
      const fault = /[\r\n]/.test(value) ? 'must be one line' : option.check(value);
      if (fault !== undefined) throw bad(`[${section}] ${option.key} = ${value} cannot be set: it ${fault}.`);
      replaceFile(path, setIniOption(readText(path), section, option.key, value));
    },
  };
}

/** Everything that is wrong with a file, as one error. */
export function requireSound({ faults }: CheckedConfig): void {
  if (faults.length > 0) throw bad(faults.join(' '));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw bad(`Reading ${path} failed: ${describe(cause)}. Check its permissions.`, cause);
  }
}

function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const descriptor = openSync(temporary, 'wx', FILE_MODE);
    try {
      writeSync(descriptor, text);
      // fsync of the new content before it takes the name: else a power cut could leave the name with nothing in it.
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
    // fsync of the folder: the change is durable.
    syncFolder(dirname(path));
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw bad(`Writing ${path} failed: ${describe(cause)}. Check free space and permissions.`, cause);
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function bad(message: string, cause?: unknown): GmqError {
  return new GmqError(message, { code: 'GMQ_BAD_CONFIG', cause });
}
