#!/bin/sh
# Installs or upgrades Gateway Engine under GWE_ROOT (default /). Configuration that is there stays.
# The same script serves a person at a fresh machine and an update over the air.
set -eu
cd "$(dirname "$0")"

root=${GWE_ROOT:-/}
root=${root%/}
version=$(cat VERSION)
prefix=$root/usr/lib/gateway-engine
bin=$root/usr/local/bin
etc=$root/etc/gateway-engine
confs=$root/etc/supervisor/conf.d
state=$root/var/lib/gateway-engine
log=gwe_install_$(date +%Y%m%d_%H%M%S).log
export GWE_ROOT="${root:-/}"

say() { echo "$*"; }
fail() {
  say "install: $*"
  exit 1
}

check_node() {
  command -v "${GWE_NODE:-node}" >/dev/null 2>&1 || fail "Node is missing. Install Node 22.19 or newer, then run this again."
  "${GWE_NODE:-node}" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 19) ? 0 : 1)' ||
    fail "Node $("${GWE_NODE:-node}" --version) is too old. Install Node 22.19 or newer, then run this again."
}

run_hook() {
  [ -f "init/$1" ] || return 0
  say "running init/$1"
  sh "init/$1"
}

# A version is complete under its name, or not there: it is copied under another one, made durable, then renamed.
place_version() {
  mkdir -p "$prefix" "$bin" "$etc" "$confs" "$state" "$root/var/log" "$root/var/cache/gateway-engine" "$root/run"
  rm -rf "$prefix/$version.new"
  mkdir "$prefix/$version.new"
  cp gateway-engine.mjs LICENSE.txt "$prefix/$version.new/"
  sync
  "${GWE_NODE:-node}" "$prefix/$version.new/gateway-engine.mjs" gwe --version >/dev/null || fail "this version does not run here"
  rm -rf "$prefix/$version"
  mv "$prefix/$version.new" "$prefix/$version"
  install_file launch.sh "$prefix/launch.sh" 755
  for tool in gwe gmq gdc otau supervisor-bridge; do
    printf '#!/bin/sh\nexec "%s/launch.sh" %s "$@"\n' "$prefix" "$tool" >tool.tmp
    install_file tool.tmp "$bin/$tool" 755
  done
  rm -f tool.tmp
  sync
}

# FROM TO MODE, by a rename.
install_file() {
  cp "$1" "$2.tmp"
  chmod "$3" "$2.tmp"
  mv -f "$2.tmp" "$2"
}

# The engine that runs goes on until it is started again; what is on trial is written down before the switch.
switch_version() {
  from=$(readlink "$prefix/current" 2>/dev/null || true)
  if [ -n "$from" ] && [ "$from" != "$version" ]; then
    printf '%s %s 0\n' "$version" "$from" >"$state/engine-trial.tmp"
    sync
    mv -f "$state/engine-trial.tmp" "$state/engine-trial"
    sync
  fi
  ln -sfn "$version" "$prefix/current.tmp"
  mv -fT "$prefix/current.tmp" "$prefix/current"
  sync
}

# What fails after the switch must not leave a version in use that nobody tried.
switch_back() {
  [ "$?" -ne 0 ] && [ -n "${from:-}" ] && [ "$(readlink "$prefix/current")" = "$version" ] || return 0
  ln -sfn "$from" "$prefix/current.tmp"
  mv -fT "$prefix/current.tmp" "$prefix/current"
  rm -f "$state/engine-trial"
  sync
  say "install: $from is in use again"
}

# Two versions stay: the one in use and the one to go back to.
remove_old_versions() {
  for dir in "$prefix"/*/; do
    name=$(basename "$dir")
    case $name in current | "$version" | "${from:-$version}") ;; *) rm -rf "${prefix:?}/$name" ;; esac
  done
}

write_conf() {
  [ -f "$confs/$1.conf" ] && return 0
  cat >conf.tmp <<CONF
[program:$1]
command = $prefix/launch.sh $1
environment = GWE_ROOT="$GWE_ROOT"
autorestart = true
startsecs = 5
startretries = 10
stopwaitsecs = 60
stdout_logfile = $root/var/log/$1.log
redirect_stderr = true
stdout_logfile_maxbytes = 200KB
stdout_logfile_backups = 1
CONF
  install_file conf.tmp "$confs/$1.conf" 644
  rm -f conf.tmp
}

install_apps() {
  for app in apps_to_install/*.tar.gz; do
    [ -e "$app" ] || continue
    say "installing $app"
    "$bin/gwe" --install-apps "$app" || say "WARNING: $app was not installed"
  done
}

self_test() {
  tests=0 failures=0
  expect() {
    tests=$((tests + 1))
    if "$@" >/dev/null 2>&1; then say "  ok    $*"; else failures=$((failures + 1)); say "  FAIL  $*"; fi
  }
  say "Self Test"
  for tool in gwe gmq gdc otau supervisor-bridge; do expect "$bin/$tool" --version; done
  expect "$bin/gwe" config
  expect "$bin/gwe" --gateway-cik
  expect test "$("$bin/gwe" --version)" = "$version"
}

main() {
  run_hook init.sh
  check_node
  run_hook pre_install_commands.sh
  place_version
  trap switch_back EXIT
  switch_version
  write_conf gwe
  write_conf gmq
  install_apps
  run_hook post_install_commands.sh
  self_test
  remove_old_versions
  say "Installation Summary"
  say "  version  $version${from:+, before: $from}"
  say "  programs $bin/gwe, gmq, gdc, otau, supervisor-bridge"
  say "  config   $etc"
  say "  next     gwe --set-product-id PRODUCT_ID --set-iface eth0; then start supervisord, or reboot"
  [ "$failures" -eq 0 ] || fail "$failures of $tests self tests failed"
}

# In a pipe the exit code would be that of tee: it is passed on through a file.
{
  set +e
  (
    set -e
    main
  )
  echo $? >status.tmp
} 2>&1 | tee "$log"
status=$(cat status.tmp)
rm -f status.tmp
[ "$status" -eq 0 ] || exit "$status"
# Run by the engine as an update over the air: 100 asks it to end, so that supervisord starts the new version.
if [ -n "${GWE_APP_NAME:-}" ]; then exit 100; fi
