import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';

import { parsePackageName } from '@gateway-engine/otau';

import { GatewayEngineError } from '../errors.ts';
import type { Output } from './output.ts';

/** What the questions of `gwe --create-buildfile` settle (gwe 9). */
interface Answers {
  readonly file: string;
  readonly name: string;
  readonly version: string;
}

const EXPLANATION = `The keys of a build file; each value is a text or a list of texts:
  name             the app's name: its program, its log file, and the tarball are called so
  version          its version: anything but empty, without blanks
  includes         files to pack, as paths or patterns, relative to the build file
  excludes         files to leave out of these
  pre_build_cmds   commands to run before packing, in the build file's folder
  post_build_cmds  commands to run afterwards, also when packing failed
`;

/** Asks three questions, writes the build file, explains its keys, and prints where it is (gwe 9, 103). */
export async function createBuildfile(input: NodeJS.ReadableStream, { print, prompt }: Output): Promise<number> {
  const lines = createInterface({ input, terminal: false })[Symbol.asyncIterator]();
  const ask = async (question: string, preset: string): Promise<string> => {
    prompt(`${question} (${preset}): `);
    const line: IteratorResult<string, unknown> = await lines.next();
    return line.done === true || line.value.trim() === '' ? preset : line.value.trim();
  };
  const answers = {
    file: await ask('Name of the build file', 'my_app.json'),
    name: await ask('Name of the app', 'my_app'),
    version: await ask('Version of the app', '1'),
  };
  // A name that no tarball can have is told now, and not by the first build.
  parsePackageName(`${answers.name}.v${answers.version}.tar.gz`);
  const path = resolve(answers.file);
  await writeNew(path, formatBuildfile(answers));
  print(EXPLANATION);
  print(`${path}\n`);
  return 0;
}

/** The default file: the installer alone, the version as text (gwe 103). */
function formatBuildfile({ name, version }: Answers): string {
  const buildfile = {
    name,
    version,
    includes: ['install.sh'],
    excludes: [],
    pre_build_cmds: [],
    post_build_cmds: [],
  };
  return `${JSON.stringify(buildfile, undefined, 2)}\n`;
}

/** Never over a file that is there: it may be somebody's work. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new GatewayEngineError(
      'GATEWAY_CONFIG_INVALID',
      `${path} is there already. Give another name, or remove it.`,
    );
  }
}
