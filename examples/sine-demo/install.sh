#!/bin/sh
# Runs once on the gateway, in the unpacked package. GWE_ROOT is the prefix of the gateway's paths, / on a real one.
set -eu
folder="${GWE_ROOT%/}/usr/local/lib/sine-demo"
mkdir -p "$folder"
# The old version may be running: a new file is moved into its place, never written over it.
cp sine.py "$folder/sine.py.new"
mv "$folder/sine.py.new" "$folder/sine.py"
printf '%s\n' "$GWE_APP_VERSION" > "$folder/VERSION"
echo "sine-demo $GWE_APP_VERSION is in $folder"
