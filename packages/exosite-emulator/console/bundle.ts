import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const PACKAGE = join(import.meta.dirname, '..');
/** Where the emulator serves the console from. */
const OUT = join(PACKAGE, 'dist', 'console', 'browser');
/** Holds the hash of what the bundle was made of. */
const STAMP = 'sources.sha256';

/** In the order of the cascade. */
const STYLES = ['tokens', 'base', 'layout', 'controls', 'table', 'dialog', 'pages', 'chart'];

/** Bundles the console unless the bundle is that of today's sources. Resolves to whether it did. */
export async function buildConsole(): Promise<boolean> {
  const sources = await hashSources();
  if ((await readStamp()) === sources) return false;
  const files = await bundleFiles();
  await mkdir(OUT, { recursive: true });
  for (const [name, text] of files) await writeWhole(name, text);
  await removeOthers(new Set([...files.keys(), STAMP]));
  // Last: a bundle that was not finished is made again.
  await writeWhole(STAMP, sources);
  return true;
}

async function bundleFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['app.js', await bundleScript()],
    ['app.css', await joinStyles()],
    ['index.html', await readFile(join(import.meta.dirname, 'index.html'), 'utf8')],
    ['icon.svg', await readFile(join(import.meta.dirname, 'icon.svg'), 'utf8')],
  ]);
}

async function bundleScript(): Promise<string> {
  const build = await rolldown({
    input: join(import.meta.dirname, 'app.tsx'),
    platform: 'browser',
    tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  });
  try {
    const { output } = await build.generate({ format: 'esm', minify: true, codeSplitting: false });
    return output[0].code;
  } finally {
    await build.close();
  }
}

async function joinStyles(): Promise<string> {
  const uplot = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css');
  const paths = [uplot, ...STYLES.map((name) => join(import.meta.dirname, 'styles', `${name}.css`))];
  return (await Promise.all(paths.map((path) => readFile(path, 'utf8')))).join('\n');
}

/** Of everything that can end up in the bundle: names and bytes. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(PACKAGE, 'package.json')));
  for (const folder of ['console', 'src']) {
    const names = await readdir(join(PACKAGE, folder), { recursive: true });
    for (const name of names.filter((entry) => /\.\w+$/.test(entry)).sort()) {
      hash.update(`${folder}/${name}\0`).update(await readFile(join(PACKAGE, folder, name)));
    }
  }
  return hash.digest('hex');
}

async function readStamp(): Promise<string | undefined> {
  try {
    return await readFile(join(OUT, STAMP), 'utf8');
  } catch {
    // Never built, or not to its end.
    return undefined;
  }
}

/** Appears whole or not at all: an emulator may be serving from here. */
async function writeWhole(name: string, text: string): Promise<void> {
  const temporary = join(OUT, `${name}.${randomUUID()}`);
  await writeFile(temporary, text);
  await rename(temporary, join(OUT, name));
}

async function removeOthers(kept: ReadonlySet<string>): Promise<void> {
  const names = await readdir(OUT);
  // A file of another build that runs right now has a longer name: it is left alone.
  const others = names.filter((name) => !kept.has(name) && !/\.[0-9a-f-]{36}$/.test(name));
  await Promise.all(others.map((name) => rm(join(OUT, name), { recursive: true })));
}
