import { type BootOptions, quarantineCall, readBootOptions } from './boot-options.ts';

/**
 * A systemd unit for supervisord, for `/etc/systemd/system/supervisor.service` (supervisord 8). Bad confs are set aside
 * before each start; a crash takes the orphans with it, so that no program runs twice; the restart comes after two
 * seconds and not after fifty; `systemctl reload` updates what changed and never is supervisord's own reload.
 */
export function formatSystemdUnit(options: BootOptions = {}): string {
  const all = readBootOptions(options);
  return `[Unit]
Description=supervisord, with a check of its confs
After=network.target
StartLimitIntervalSec=0

[Service]
ExecStart=${all.supervisordPath} -n -c ${all.confPath}
${serviceLines(options)}
[Install]
WantedBy=multi-user.target
`;
}

/**
 * A drop-in that gives the unit of a distribution the same settings, for
 * `/etc/systemd/system/supervisor.service.d/gateway.conf`. Its `ExecStart` is kept; so its main conf must be `confPath`.
 */
export function formatSystemdDropIn(options: BootOptions = {}): string {
  return `[Unit]
StartLimitIntervalSec=0

[Service]
ExecStop=
ExecReload=
${serviceLines(options)}`;
}

function serviceLines(options: BootOptions): string {
  const all = readBootOptions(options);
  return `# The minus: supervisord starts even where this command is missing or fails.
ExecStartPre=-${quarantineCall(all)}
ExecReload=${all.supervisorctlPath} -c ${all.confPath} update
# SIGTERM for supervisord, which stops its programs; what is left after that is killed.
KillMode=mixed
KillSignal=SIGTERM
TimeoutStopSec=${all.stopSeconds}
Restart=always
RestartSec=2
`;
}
