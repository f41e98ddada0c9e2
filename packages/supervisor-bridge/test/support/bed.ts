import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { SupervisorDriver } from '../../src/control/control.ts';
import { createSupervisord, type Supervisord } from '../../src/daemon/supervisord.ts';

/** A real supervisord for all tests of a file, with files to change. */
export interface Bed {
  readonly daemon: Supervisord;
  readonly driver: SupervisorDriver;
  write(name: string, text: string): void;
  drop(name: string): void;
}

/** Opens one of the drivers on a private supervisord. */
export type OpenDriver = (daemon: Pick<Supervisord, 'confPath' | 'socketPath'>) => SupervisorDriver;

/** Starts it before the tests of the file and stops it after them. `confs` are whole texts by name. */
export function useBed(open: OpenDriver, confs: Readonly<Record<string, string>>): Bed {
  const root = mkdtempSync('/tmp/sb-');
  const daemon = createSupervisord({ root });
  const write = (name: string, text: string): void => {
    writeFileSync(join(daemon.confDir, `${name}.conf`), text);
  };
  beforeAll(async () => {
    mkdirSync(daemon.confDir, { recursive: true });
    for (const [name, text] of Object.entries(confs)) write(name, text);
    await daemon.start();
  });
  afterAll(async () => {
    await daemon.stop();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    daemon,
    driver: open(daemon),
    write,
    drop(name) {
      rmSync(join(daemon.confDir, `${name}.conf`), { force: true });
    },
  };
}

/** The text of a program that logs nowhere. */
export function programText(name: string, lines: readonly string[]): string {
  return [`[program:${name}]`, 'stdout_logfile = NONE', 'redirect_stderr = true', ...lines, ''].join('\n');
}
