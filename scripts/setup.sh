#!/bin/sh
# Sets a fresh machine up for one job, and does nothing where all is there:
# Debian's packages that the job needs, the npm packages, the Node they run on.
#   setup.sh          what the demo needs       setup.sh test     what the tests need besides
#   setup.sh faults   what campaigns need       setup.sh bench    the peers of the benchmarks
set -eu
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }

# Each line: the command or file that shows that the package is there, and Debian's name of the package.
needed() {
  echo supervisord supervisor
  case "${1:-demo}" in
    test) printf '%s\n' 'chromium chromium' 'minisign minisign' 'bsdtar libarchive-tools' 'busybox busybox' ;;
    faults) printf '%s\n' 'strace strace' 'fusermount3 fuse3' '/usr/lib/python3/dist-packages/fusepy.py python3-fusepy' 'bsdtar libarchive-tools' 'busybox busybox' ;;
    bench) printf '%s\n' 'wrk wrk' 'mosquitto mosquitto' 'nats-server nats-server' 'redis-server redis-server' 'curl curl' ;;
  esac
}

missing=$(needed "${1:-demo}" | while read -r command package; do
  command -v "$command" >/dev/null 2>&1 || [ -e "$command" ] || [ -x "/usr/sbin/$command" ] || echo "$package"
done | tr '\n' ' ')

if [ -n "$missing" ]; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing from Debian: $missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of names
    apt-get install -qq -y --no-install-recommends $missing >/dev/null 2>&1 ||
      { apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing; } >&2
  else
    say "missing, and this is not root on a Debian system. Install it, then run this again:"
    say "    sudo apt-get install -y --no-install-recommends $missing"
    exit 1
  fi
fi

# The lockfile that an install wrote tells whether node_modules is that of today's pnpm-lock.yaml.
if [ ! -x node_modules/.bin/vitest ] || ! cmp -s pnpm-lock.yaml node_modules/.setup-lock.yaml; then
  say "installing packages and Node (about 20 s the first time)"
  sh scripts/pnpm.sh install --frozen-lockfile --reporter=append-only >&2
  cp pnpm-lock.yaml node_modules/.setup-lock.yaml
fi

# The emulator serves its console from a bundle.
node=node_modules/.bin/node
"$node" packages/exosite-emulator/console/build.ts
