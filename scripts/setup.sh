#!/bin/sh
# Sets a fresh machine up, and does nothing where all is there: Debian's supervisor, the packages, the Node they run on.
set -eu
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }

if ! command -v supervisord >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing Debian's supervisor"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -qq -y --no-install-recommends supervisor >/dev/null 2>&1 ||
      { apt-get update -qq && apt-get install -qq -y --no-install-recommends supervisor; } >&2
  else
    say "supervisord is missing, and this is not root on a Debian system. Install it, then run this again:"
    say "    sudo apt-get install -y --no-install-recommends supervisor"
    exit 1
  fi
fi

# The lockfile that an install wrote tells whether node_modules is that of today's pnpm-lock.yaml.
if [ -x node_modules/.bin/vitest ] && cmp -s pnpm-lock.yaml node_modules/.setup-lock.yaml; then exit 0; fi
say "installing packages and Node (about 20 s the first time)"
sh scripts/pnpm.sh install --frozen-lockfile --reporter=append-only >&2
cp pnpm-lock.yaml node_modules/.setup-lock.yaml
