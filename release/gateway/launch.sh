#!/bin/sh
# Starts one of the commands: launch.sh TOOL [ARGUMENTS]. Installed as PREFIX/launch.sh, outside of all versions.
# While a new version of the engine is on trial, each start counts; after the third without a check-in in between,
# the version before is put back, so that a release that does not come up cannot take the gateway with it.
set -eu

prefix=$(cd "$(dirname "$0")" && pwd -P)
root=${GWE_ROOT:-/}
root=${root%/}
state=$root/var/lib/gateway-engine
trial=$state/engine-trial
max_starts=3

# The state file is replaced as a whole; sync makes content and rename durable before the next step stands on them.
put() {
  printf '%s\n' "$2" >"$1.tmp"
  sync
  mv -f "$1.tmp" "$1"
  sync
}

# The link is replaced by a rename: there is no moment without one.
use_version() {
  ln -sfn "$1" "$prefix/current.tmp"
  mv -fT "$prefix/current.tmp" "$prefix/current"
  sync
}

count_start() {
  read -r to from starts <"$trial" || true
  # Power went between the trial's beginning and the switch: there is nothing to try.
  if [ "${to:-}" != "$(readlink "$prefix/current" || true)" ]; then
    rm -f "$trial"
    return
  fi
  case ${starts:-} in '' | *[!0-9]*) starts=0 ;; esac
  if [ "$starts" -lt "$max_starts" ]; then
    put "$trial" "$to $from $((starts + 1))"
  elif [ -d "$prefix/$from" ]; then
    use_version "$from"
    put "$state/engine-notice" "GatewayEngine $to: rolled back to $from, it was started $starts times without a check-in"
    rm -f "$trial"
    sync
  fi
}

if [ "${1:-}" = gwe ] && [ -f "$trial" ]; then
  # Only the engine itself is tried: `gwe --gateway-cik` and the like say nothing about it.
  case ${2:-} in '' | --with-gmq*) count_start ;; esac
fi

# The queue goes to the platform that the engine goes to, unless it is told otherwise.
if [ "${1:-}" = gmq ] && [ -z "${GMQ_PLATFORM_URL:-}" ]; then
  url=$(sed -n 's/^platform_url *[=:] *//p' "$root/etc/gateway-engine/Engine.config" 2>/dev/null | tail -n 1)
  case $url in http*) export GMQ_PLATFORM_URL="$url" ;; esac
fi

# Node keeps what it has compiled there: a start then costs a fraction on a small machine.
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$root/var/cache/gateway-engine}"
exec "${GWE_NODE:-node}" "$prefix/current/gateway-engine.mjs" "$@"
