import type { ProcessHost, Scripts } from '@gateway-engine/otau';

import type { Disk } from './disk.ts';

/**
 * What of a gateway is outside of the installer's directory and survives a power cut: the confs that supervisord has,
 * and the files that install scripts have copied to places of their own. Each change is one act that power can be lost
 * before or after.
 */
export interface GatewayParts {
  readonly host: ProcessHost;
  readonly scripts: Scripts;
}

/** What has become of the outside. */
export interface Outside {
  /** Conf by program. */
  readonly confs: Map<string, string>;
  /** Which version's files a legacy script has left, by app. */
  readonly copied: Map<string, string>;
  /** Every script that was started: `install.sh app 2`. */
  readonly started: string[];
}

export function createOutside(): Outside {
  return { confs: new Map(), copied: new Map(), started: [] };
}

/** The host and the scripts of one boot. A conf with the word `bad` starts a program that dies at once. */
export function createGatewayParts(disk: Disk, outside: Outside): GatewayParts {
  const around = (act: () => void): Promise<void> =>
    new Promise((resolve) => {
      disk.tick();
      act();
      disk.tick();
      resolve();
    });
  return {
    host: {
      check: () => Promise.resolve(),
      apply: (name: string, conf: string) => around(() => outside.confs.set(name, conf)),
      remove: (name: string) => around(() => outside.confs.delete(name)),
      state: (name: string) => {
        const conf = outside.confs.get(name);
        return Promise.resolve(conf === undefined ? 'UNKNOWN' : conf.includes('bad') ? 'FATAL' : 'RUNNING');
      },
    },
    scripts: {
      async run({ kind, env }) {
        const { GWE_APP_NAME: name = '', GWE_APP_VERSION: version = '' } = env;
        await around(() => {
          outside.started.push(`${kind} ${name} ${version}`);
          if (kind === 'uninstall.sh') outside.copied.delete(name);
          else outside.copied.set(name, version);
        });
        return { exitCode: 0, signal: undefined, timedOut: false, output: `${kind} ${version}\n`, durationMs: 1 };
      },
    },
  };
}
