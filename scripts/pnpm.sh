#!/bin/sh
# Runs the pinned pnpm; needs nothing but npm.
set -eu
pin=$(sed -n 's/.*"packageManager": *"\([^"+]*\).*/\1/p' "$(dirname "$0")/../package.json")
exec npx -y --prefer-offline "$pin" "$@"
