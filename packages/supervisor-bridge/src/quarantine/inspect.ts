import { isUtf8 } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatFinding, isSupervisorBridgeError } from '../error.ts';
import { systemCode } from '../files.ts';
import { readProgramText } from '../folder/program-text.ts';
import { checkLogFolders, checkUser } from '../folder/surroundings.ts';
import { parseConf } from '../conf/document.ts';

const MAX_CONF_BYTES = 1024 * 1024;

/** The files of a folder that supervisord's `*.conf` includes, sorted as it reads them (supervisord 2). */
export async function listIncluded(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir);
  return names.filter((name) => name.endsWith('.conf') && !name.startsWith('.')).sort();
}

/**
 * Why a file would stop supervisord although its parser does not say so, or not before it hangs: a FIFO, a NUL, a size
 * beyond reason, or without naming the file: bytes that are no UTF-8 (supervisord 1.7). Folders and dangling links are skipped by supervisord and harmless at a start.
 */
export async function findHazard(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return undefined;
    if (!found.isFile()) return 'it is no regular file, and supervisord would wait for it for ever';
    if (found.size > MAX_CONF_BYTES) return `it has more than ${MAX_CONF_BYTES} bytes`;
    const bytes = await readFile(path);
    if (!isUtf8(bytes)) return 'it is not UTF-8, and then supervisord reads no conf at all';
    return bytes.includes(0) ? 'it holds a NUL, and supervisord ends when it starts such a program' : undefined;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Why supervisord would refuse a file, by the checks of this package alone; undefined where they find nothing. */
export async function findMistake(dir: string, file: string): Promise<string | undefined> {
  const path = join(dir, file);
  if ((await stat(path).catch(() => undefined))?.isFile() !== true) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
    const sections = parseConf(text).sections();
    const name = /^program:\s*(.+)$/u.exec(sections[0] ?? '')?.[1];
    // Files with other sections are an administrator's: only their syntax is judged here.
    if (name === undefined || sections.length > 1) return undefined;
    const document = readProgramText(name, text);
    const findings = [
      ...(await checkLogFolders({ name, document, here: dir }, false)),
      ...(await checkUser(name, document)),
    ];
    return findings.length === 0 ? undefined : findings.map(formatFinding).join('; ');
  } catch (error) {
    if (isSupervisorBridgeError(error)) return error.message;
    if (error instanceof TypeError) return 'it is not UTF-8, and then supervisord reads no conf at all';
    throw error;
  }
}
