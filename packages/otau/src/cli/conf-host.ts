import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../durable.ts';
import { errnoOf } from '../errors.ts';
import { type ProcessHost } from '../install/contracts.ts';

const SECTION = /^\s*\[([^\]]*)\]\s*$/;

/**
 * Writes confs into a folder and runs nothing: for images, and for trying a package without supervisord. What is filled
 * in is what the engine fills in (gwe 94, 95).
 */
export function createConfHost(confDir: string): ProcessHost {
  const pathOf = (name: string) => join(confDir, `${name}.conf`);
  return {
    check(name, supervisorConf) {
      return Promise.resolve(void formatConf(name, supervisorConf));
    },
    async apply(name, supervisorConf) {
      await mkdir(confDir, { recursive: true });
      await replaceFile(pathOf(name), formatConf(name, supervisorConf));
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    async state(name) {
      try {
        await readFile(pathOf(name));
        return 'STOPPED'; // nobody has started it
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return 'UNKNOWN';
        throw error;
      }
    },
    health: () => Promise.resolve({ healthy: true }), // nothing runs here that could be watched
  };
}

/** The conf as supervisord is to see it; throws if it is not one section `[supervisord]`. */
export function formatConf(name: string, supervisorConf: string): string {
  const lines = supervisorConf.split(/\r?\n/);
  const sections = lines.flatMap((line) => SECTION.exec(line)?.[1] ?? []);
  if (sections.length !== 1 || sections[0] !== 'supervisord') {
    const found = sections.length === 0 ? 'none' : sections.map((section) => `[${section}]`).join(', ');
    throw new Error(`supervisor.conf must have the one section [supervisord]; it has ${found}.`);
  }
  const has = (key: string) => lines.some((line) => new RegExp(`^${key}\\s*[=:]`).test(line));
  const missing = Object.entries(defaultsOf(name)).filter(([key]) => !has(key));
  const text = lines.map((line) => (SECTION.test(line) ? `[program:${name}]` : line)).join('\n');
  return `${text.trimEnd()}\n${missing.map(([key, value]) => `${key} = ${value}\n`).join('')}`;
}

function defaultsOf(name: string): Readonly<Record<string, string>> {
  return {
    command: 'command',
    stdout_logfile: `/var/log/${name}.log`,
    redirect_stderr: 'true',
    stdout_logfile_maxbytes: '200KB',
    stdout_logfile_backups: '1',
  };
}
