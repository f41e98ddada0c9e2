import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { PRODUCT, type Stage } from './stage.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/sine-demo', import.meta.url));

/** Builds a version of the example app with the real `gwe --build-app` and uploads it. Resolves with its file name. */
export async function publishApp(stage: Stage, version: string): Promise<string> {
  const folder = join(stage.root, 'tmp', `sine-demo-${version}`);
  await cp(EXAMPLE, folder, { recursive: true });
  const buildfile = join(folder, 'sine-demo.json');
  const definition: unknown = JSON.parse(await readFile(buildfile, 'utf8'));
  await writeFile(buildfile, JSON.stringify({ ...Object(definition), version }));

  const tarball = (await stage.gwe('--build-app', buildfile)).trim();
  const fileName = basename(tarball);
  stage.emulator.uploadContent({ vendor: PRODUCT, model: PRODUCT }, fileName, await readFile(tarball));
  return fileName;
}
