import { chmod, copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import { buildPackage, type BuildResult } from '@gateway-engine/otau';

import { bundle } from './bundle.ts';

export interface ReleaseOptions {
  readonly version: string;
  /** Folder for the tarball. */
  readonly outDir: string;
  /** Tarballs of apps that the installation is to bring along (gwe 110). */
  readonly apps: readonly string[];
}

const ROOT = resolve(import.meta.dirname, '../..');
/** What goes to the gateway as it stands. */
const GATEWAY_FILES = resolve(import.meta.dirname, '../gateway');
/** The one folder in the tarball (gwe 109). */
const TOP = 'gateway-engine';

/** Builds `GatewayEngine.vVERSION.tar.gz`: all that a gateway needs but Node and supervisord (gwe 109). */
export async function buildRelease({ version, outDir, apps }: ReleaseOptions): Promise<BuildResult> {
  const stage = await mkdtemp(join(tmpdir(), 'gwe-release-'));
  try {
    await fill(join(stage, TOP), version, apps);
    const buildfilePath = join(stage, 'release.json');
    await writeFile(buildfilePath, JSON.stringify({ name: 'GatewayEngine', version, includes: [TOP] }));
    await mkdir(outDir, { recursive: true });
    return await buildPackage({ buildfilePath, outDir: resolve(outDir) });
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function fill(folder: string, version: string, apps: readonly string[]): Promise<void> {
  await cp(GATEWAY_FILES, folder, { recursive: true });
  for (const script of ['install.sh', 'launch.sh']) await chmod(join(folder, script), 0o755);
  await writeFile(join(folder, 'VERSION'), `${version}\n`);
  await copyFile(join(ROOT, 'LICENSE'), join(folder, 'LICENSE.txt'));
  await mkdir(join(folder, 'apps_to_install'));
  for (const app of apps) await copyFile(app, join(folder, 'apps_to_install', basename(app)));
  await bundle(join(folder, 'gateway-engine.mjs'), version);
}
