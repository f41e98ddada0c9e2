import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInstaller } from '../../src/install/installer.ts';
import { type HealthCheck } from '../../src/install/contracts.ts';
import { appPackage } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { SCRIPT } from '../fixtures/installer.ts';
import { managedTrust } from '../fixtures/programs.ts';
import { hasSupervisord, startSupervisord } from '../fixtures/supervisord.ts';
import { matching } from '../fixtures/text.ts';

interface Case {
  readonly name: string;
  /** What the new version's program does. */
  readonly program: string;
  readonly more?: string;
  readonly health?: HealthCheck;
  /** Why it is rolled back; undefined: it is well. */
  readonly reason?: RegExp;
}

const NEVER = { command: ['/bin/false'], timeoutMs: 600 };

const CASES: readonly Case[] = [
  { name: 'healthy', program: 'exec sleep 60' },
  { name: 'slow-start', program: 'exec sleep 60', more: 'startsecs=3\n' },
  { name: 'crashes-later', program: 'sleep 3; exit 1', reason: /after it had run/ },
  { name: 'crashes-at-once', program: 'exit 1', reason: /BACKOFF|FATAL/ },
  { name: 'exits-0', program: 'sleep 2', more: 'autorestart=false\n', reason: /EXITED/ },
  { name: 'port-never-opens', program: 'exec sleep 60', health: NEVER, reason: /health command did not succeed/ },
];

function conf(program: string, more = ''): string {
  return `[supervisord]\ncommand = /bin/sh -c "${program}"\nstdout_logfile=NONE\nstderr_logfile=NONE\n${more}`;
}

test.runIf(hasSupervisord)(
  'health gate with a real supervisord: what is well stays, all else gives way to the old version (otau 3.6)',
  { timeout: 120_000 },
  async () => {
    const folder = await freshFolder();
    const host = await startSupervisord(folder);
    // All at once: each has a state directory, and so an installer, of its own.
    await Promise.all(
      CASES.map(async ({ name, program, more, health, reason }) => {
        const installer = createInstaller({
          stateDir: join(folder, name),
          host,
          probation: { healthySeconds: 5, pollMs: 1_000, startTimeoutMs: 20_000 },
          trust: managedTrust({ managed: false, ...(health === undefined ? {} : { health }) }),
        });
        const pack = async (version: string, supervisorConf: string) => {
          const path = join(folder, `${name}.v${version}.tar.gz`);
          await writeFile(path, appPackage({ 'install.sh': SCRIPT, 'supervisor.conf': supervisorConf }));
          return path;
        };
        const installOld = createInstaller({ stateDir: join(folder, name), host });
        await installOld.install({ path: await pack('1', conf('exec sleep 61')) });
        const installing = installer.install({ path: await pack('2', conf(program, more)) });
        if (reason === undefined) {
          expect(await installing, name).toMatchObject({ version: '2', probation: 'passed' });
        } else {
          await expect(installing, name).rejects.toMatchObject({ code: 'OTAU_ROLLED_BACK', message: matching(reason) });
        }
        expect(await installer.inventory()).toMatchObject([{ version: reason === undefined ? '2' : '1' }]);
      }),
    );
  },
);
