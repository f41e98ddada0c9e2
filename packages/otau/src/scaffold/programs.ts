/** What a program is written in. */
export type AppLanguage = 'sh' | 'python' | 'node';

/** The program of a new app: it sends a counter to the platform, by way of gmq on this gateway. */
interface ProgramTemplate {
  readonly file: string;
  readonly interpreter: string;
  readonly text: string;
}

/** Programs by language. None needs anything but its interpreter. */
export const PROGRAMS: Readonly<Record<AppLanguage, ProgramTemplate>> = Object.freeze({
  sh: {
    file: 'app.sh',
    interpreter: 'sh',
    text: `#!/bin/sh
# supervisord starts it at boot and again whenever it ends. What it prints is in its log.
set -eu
count=0
while :; do
  count=$((count + 1))
  echo "count $count"
  # 204: the value is safe on this gateway, whatever becomes of the network.
  # curl -sf http://localhost:8090/onep:v1/stack/alias -H "X-Exosite-VMS: VENDOR MODEL SERIAL" -d "count=$count"
  sleep 10
done
`,
  },
  python: {
    file: 'app.py',
    interpreter: 'python3 -u',
    text: `#!/usr/bin/env python3
"""supervisord starts it at boot and again whenever it ends. What it prints is in its log."""
import time

count = 0
while True:
    count += 1
    print("count", count)
    # POST count=... to http://localhost:8090/onep:v1/stack/alias; 204 says that it is safe on this gateway.
    time.sleep(10)
`,
  },
  node: {
    file: 'app.mjs',
    interpreter: 'node',
    text: `#!/usr/bin/env node
// supervisord starts it at boot and again whenever it ends. What it prints is in its log.
let count = 0;
setInterval(() => {
  count += 1;
  console.log('count', count);
  // POST count=... to http://localhost:8090/onep:v1/stack/alias; 204 says that it is safe on this gateway.
}, 10_000);
`,
  },
});
