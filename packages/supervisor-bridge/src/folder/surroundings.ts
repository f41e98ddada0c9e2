import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { type ConfDocument, parseConf } from '../conf/document.ts';
import { type Finding, isSupervisorBridgeError } from '../error.ts';

/** Log file values that name no file (supervisord 6). */
const NO_FILE = /^(?:none|off|auto|syslog|)$/iu;

/** Replaces the names that are known before supervisord reads the value; undefined where others are used. */
function expand(value: string, names: ReadonlyMap<string, string>): string | undefined {
  const unknown = [...value.matchAll(/%\((\w+)\)/gu)].some(([, name = '']) => !names.has(name));
  if (unknown) return undefined;
  return value.replace(/%(?:%|\((\w+)\)(\.0)?s)/gu, (_whole, name: string | undefined, nothing?: string) =>
    name === undefined ? '%' : nothing === undefined ? (names.get(name) ?? '') : '',
  );
}

/** The folder of a log file; undefined where only supervisord can know it. */
function logFolder(value: string, names: ReadonlyMap<string, string>): string | undefined {
  // Numbers and the name of the machine hold no slash: in the name of the file they do not matter.
  const folder = /^(.*\/)[^/]*$/su.exec(value)?.[1] ?? '';
  const fileOnly = value
    .slice(folder.length)
    .replace(/%\((?:process_num|numprocs|host_node_name)\)[-+ #0]*\d*[a-zA-Z]/gu, '0');
  const once = expand(folder + fileOnly, names);
  const path = once === undefined ? undefined : expand(once, names);
  return path === undefined ? undefined : dirname(path);
}

/**
 * Log files whose folder is missing: one of those and supervisord starts no program at all (supervisord 1.7). What only
 * supervisord can know, such as a variable of its environment, is a mistake where its parser is not there to ask.
 */
export async function checkLogFolders(
  { name, document, here }: { readonly name: string; readonly document: ConfDocument; readonly here: string },
  unknownIsMistake: boolean,
): Promise<readonly Finding[]> {
  const names = new Map(Object.entries({ program_name: name, group_name: name, here }));
  const findings: Finding[] = [];
  for (const key of ['stdout_logfile', 'stderr_logfile']) {
    const entry = document.entry(`program:${name}`, key);
    if (entry === undefined || NO_FILE.test(entry.value)) continue;
    const folder = logFolder(entry.value, names);
    const line = entry.firstLine + 1;
    if (folder === undefined) {
      const message =
        'the folder of this file cannot be known here, and if it is missing no program starts: write its path';
      if (unknownIsMistake) findings.push({ line, key, message });
    } else if (isAbsolute(folder) && !(await isFolder(folder))) {
      const message = `the folder ${folder} does not exist, and then supervisord starts no program at all: create it first`;
      findings.push({ line, key, message });
    }
  }
  return findings;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** A user that this machine does not know (supervisord 1.7). Only for machines where supervisord's parser cannot say it. */
export async function checkUser(name: string, document: ConfDocument): Promise<readonly Finding[]> {
  const entry = document.entry(`program:${name}`, 'user');
  if (entry === undefined) return [];
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  if (accounts.some(([login, , uid]) => login === entry.value || uid === entry.value)) return [];
  const message = `this machine has no user ${entry.value}, and then supervisord starts no program at all: create it first`;
  return [{ line: entry.firstLine + 1, key: 'user', message }];
}

/** Other files that define the same program: supervisord would merge them key by key (supervisord 1.1). */
export async function checkDuplicates(name: string, dir: string, mainConfPath?: string): Promise<readonly Finding[]> {
  const others = (await readdir(dir))
    .filter((file) => file.endsWith('.conf') && !file.startsWith('.') && file !== `${name}.conf`)
    .map((file) => join(dir, file));
  const paths = mainConfPath === undefined ? others : [...others, mainConfPath];
  const section = `program:${name}`;
  const findings: Finding[] = [];
  for (const path of paths) {
    if ((await readConf(path))?.sections().includes(section) !== true) continue;
    const message = `${path} has this section too, and supervisord would merge both: remove it there or choose another name`;
    findings.push({ line: 0, key: `[${section}]`, message });
  }
  return findings;
}

const MAX_CONF_BYTES = 1024 * 1024;

/** A conf on disk; undefined where it cannot be read as one (a folder, a FIFO, a broken file). */
export async function readConf(path: string): Promise<ConfDocument | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > MAX_CONF_BYTES) return undefined;
    return parseConf(await readFile(path, 'utf8'));
  } catch (error) {
    if (isSupervisorBridgeError(error) || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}
