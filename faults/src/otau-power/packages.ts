import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { buildPackage, type PackageManifest, type TrustPolicy } from '@gateway-engine/otau';

/** A package to install, and the files that its tree must have. */
export interface TestPackage {
  readonly fileName: string;
  readonly path: string;
  readonly version: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly conf: string;
  readonly files: Readonly<Record<string, string>>;
}

export const APP = 'app';

/** Builds version `version` of the app in a folder of its own. */
export async function makePackage(folder: string, version: string): Promise<TestPackage> {
  const source = join(folder, version);
  await mkdir(join(source, 'data'), { recursive: true });
  const conf = `[program:${APP}]\ncommand = /bin/${version}\n`;
  const files = {
    'install.sh': script('install.sh'),
    'uninstall.sh': script('uninstall.sh'),
    'supervisor.conf': conf,
    'data/one': `one of ${version}`,
    'data/two': `two of ${version}`,
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(source, name), content, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
  }
  const buildfilePath = join(source, 'gwe-buildfile.json');
  await writeFile(buildfilePath, JSON.stringify({ name: APP, version, includes: Object.keys(files) }));
  const { path } = await buildPackage({ buildfilePath });
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName: basename(path), path, version, sha256, bytes, conf, files };
}

/** Leaves its traces in the folder $OUTSIDE, where scripts are really run. */
function script(name: string): string {
  return `#!/bin/sh\necho "${name} $GWE_APP_NAME $GWE_APP_VERSION" >> "$OUTSIDE/started"\necho done\n`;
}

/** Says of every package that it is managed (otau 3.4). */
export const managedTrust: TrustPolicy = {
  verify({ name, version, sha256, sizeBytes }) {
    const manifest: PackageManifest = { name, version, sha256, sizeBytes, kind: 'program', managed: true };
    return Promise.resolve({ signedBy: ['key'], manifest });
  },
};
