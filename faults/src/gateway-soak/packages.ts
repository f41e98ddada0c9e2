import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { buildPackage } from '@gateway-engine/otau';

import type { PackageKind } from './schedule.ts';

const EXIT_CODES: Readonly<Partial<Record<PackageKind, number>>> = { failing: 3, restart: 100, reboot: 101 };

/** Whether it gets so far that its script can run. */
export function hasScript(kind: PackageKind): boolean {
  return kind !== 'garbage' && kind !== 'missing';
}

/** The bytes of a package; undefined for one that is missing. Its script leaves a line in the file $SOAK_TRACES. */
export async function makePackage(
  folder: string,
  kind: PackageKind,
  name: string,
  version: string,
): Promise<Buffer | undefined> {
  if (kind === 'missing') return undefined;
  if (kind === 'garbage') return Buffer.from('no tarball at all');
  const source = join(folder, `${name}-${version}`);
  await mkdir(source, { recursive: true });
  const files = {
    'install.sh': `#!/bin/sh
echo "$GWE_APP_NAME $GWE_APP_VERSION" >>"$SOAK_TRACES"
echo done
exit ${EXIT_CODES[kind] ?? 0}
`,
    ...(kind === 'program' ? { 'supervisor.conf': '[supervisord]\ncommand = /bin/true\n' } : {}),
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(source, file), text, { mode: 0o755 });
  const buildfilePath = join(source, 'build.json');
  await writeFile(buildfilePath, JSON.stringify({ name, version, includes: Object.keys(files) }));
  const { path } = await buildPackage({ buildfilePath });
  const bytes = await readFile(path);
  await rm(source, { recursive: true });
  return bytes;
}
