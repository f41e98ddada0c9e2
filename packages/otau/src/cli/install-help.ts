const ROOT = `
Paths below --root: state and trees in var/lib/gateway-engine, confs in etc/supervisor/conf.d. Installers get it as
GWE_ROOT. supervisord is not needed and not told: confs are written, and no program is started or watched.`;
const EXIT_CODES = `
Exit codes:
  0  done    1  it failed; stderr says why    2  wrong arguments`;

/** What `--help` adds to the commands about installed apps. */
export const INSTALL_HELP: Readonly<Record<'install' | 'list' | 'rollback' | 'uninstall' | 'recover', string>> =
  Object.freeze({
    install: `${ROOT}

Of a folder everything is installed; of several versions of an app the one with the highest sequence.

Examples:
  otau install --root /tmp/gateway coffee.v1.tar.gz
  otau install --root / --keys release.pub --signatures required /media/usb
  otau install --root /tmp/gateway --dry-run coffee.v2.tar.gz
${EXIT_CODES}`,
    list: `
Examples:
  otau list --root /tmp/gateway
  otau list --root / --json | jq -r '.[].name'
${EXIT_CODES}`,
    rollback: `${ROOT}

Managed apps go back by a link; others by installing the version before again.

Examples:
  otau rollback --root /tmp/gateway coffee
${EXIT_CODES}`,
    uninstall: `${ROOT}

Examples:
  otau uninstall --root /tmp/gateway coffee
${EXIT_CODES}`,
    recover: `${ROOT}

Examples:
  otau recover --root /tmp/gateway
  otau recover --root /tmp/gateway --dry-run    what was interrupted, if anything
${EXIT_CODES}`,
  });
