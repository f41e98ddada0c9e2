import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { PRODUCT, type Stage } from './stage.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/sine-demo', import.meta.url));

/** Files that a version has in place of those of the example app. */
export type Changes = Readonly<Record<string, string>>;

/** Builds a version of the example app with the real `gwe --build-app` and uploads it. Resolves with its file name. */
export async function publishApp(stage: Stage, version: string, changes: Changes = {}): Promise<string> {
  const folder = join(stage.root, 'tmp', `sine-demo-${version}`);
  await cp(EXAMPLE, folder, { recursive: true });
  for (const [name, text] of Object.entries(changes)) await writeFile(join(folder, name), text);
  const buildfile = join(folder, 'sine-demo.json');
  const tarball = (await stage.gwe('--build-app', buildfile, '--app-version', version)).trim();
  return upload(stage, tarball);
}

/** Puts a package into the content area. Resolves with its file name. */
export async function upload({ emulator }: Stage, tarball: string): Promise<string> {
  const fileName = basename(tarball);
  emulator.uploadContent({ vendor: PRODUCT, model: PRODUCT }, fileName, await readFile(tarball));
  return fileName;
}
