/** Where things lie that start supervisord. Absolute paths of letters, digits and `_ @ . + / -`. */
export interface BootOptions {
  /** supervisord's main conf. Default `/etc/supervisor/supervisord.conf`. */
  readonly confPath?: string;
  /** The included folder that is checked before the start. Default `/etc/supervisor/conf.d`. */
  readonly confDir?: string;
  /** Default `/usr/bin/supervisord`. */
  readonly supervisordPath?: string;
  /** Default `/usr/bin/supervisorctl`. */
  readonly supervisorctlPath?: string;
  /** This package's command. Default `/usr/bin/supervisor-bridge`. Where it is missing supervisord starts all the same. */
  readonly bridgePath?: string;
  /** supervisord's pid file, as the main conf names it; for the sysv script. Default `/var/run/supervisord.pid`. */
  readonly pidPath?: string;
  /** Seconds for all programs to stop before they are killed. Default 90. */
  readonly stopSeconds?: number;
}

/** Defaults of {@link BootOptions}. */
export const BOOT_DEFAULTS: Readonly<Required<BootOptions>> = Object.freeze({
  confPath: '/etc/supervisor/supervisord.conf',
  confDir: '/etc/supervisor/conf.d',
  supervisordPath: '/usr/bin/supervisord',
  supervisorctlPath: '/usr/bin/supervisorctl',
  bridgePath: '/usr/bin/supervisor-bridge',
  pidPath: '/var/run/supervisord.pid',
  stopSeconds: 90,
});

/** The options with their defaults, checked: what is written goes into units and scripts as it is. */
export function readBootOptions(options: BootOptions): Required<BootOptions> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const all: Required<BootOptions> = { ...BOOT_DEFAULTS, ...given };
  for (const [key, value] of Object.entries(all)) {
    if (key === 'stopSeconds') continue;
    if (typeof value === 'string' && /^\/[A-Za-z0-9_@.+/-]+$/.test(value)) continue;
    throw new TypeError(
      `${key} must be an absolute path of letters, digits and _ @ . + / -, not ${JSON.stringify(value)}`,
    );
  }
  if (!Number.isSafeInteger(all.stopSeconds) || all.stopSeconds < 1) {
    throw new TypeError(`stopSeconds must be a whole number of 1 or more, not ${all.stopSeconds}`);
  }
  return all;
}

/** The call that sets bad confs aside. */
export function quarantineCall({ bridgePath, confPath, confDir }: Required<BootOptions>): string {
  return `${bridgePath} quarantine --conf ${confPath} --dir ${confDir}`;
}
