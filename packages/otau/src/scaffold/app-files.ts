import { type AppLanguage, PROGRAMS } from './programs.ts';

/** What an app is (otau 1.3). */
export type AppKind = 'program' | 'one-off';

/** What is asked for. */
export interface AppTraits {
  readonly name: string;
  readonly version: string;
  readonly kind: AppKind;
  readonly language: AppLanguage;
}

/** A file to write. */
export interface AppFile {
  readonly text: string;
  readonly mode: number;
}

const EXECUTABLE = 0o755;
const PLAIN = 0o644;

/** The files of a new app by their names. */
export function appFiles(traits: AppTraits): Readonly<Record<string, AppFile>> {
  const { kind, language } = traits;
  const files: Record<string, AppFile> = {};
  if (kind === 'program') {
    const { file, text } = PROGRAMS[language];
    files['install.sh'] = { text: installProgram(file), mode: EXECUTABLE };
    files['supervisor.conf'] = { text: supervisorConf(traits), mode: PLAIN };
    files[file] = { text, mode: EXECUTABLE };
  } else {
    files['install.sh'] = { text: ONE_OFF, mode: EXECUTABLE };
  }
  files['gwe-buildfile.json'] = { text: buildfile(traits, Object.keys(files)), mode: PLAIN };
  files['README.md'] = { text: readme(traits), mode: PLAIN };
  return files;
}

function installProgram(file: string): string {
  return `#!/bin/sh
# Runs once on the gateway, in the unpacked package. GWE_ROOT is the prefix of the gateway's paths, / on a real one.
set -eu
folder="\${GWE_ROOT:-}/usr/local/lib/$GWE_APP_NAME"
mkdir -p "$folder"
# The old version may be running: a new file is moved into its place, never written over it.
cp ${file} "$folder/${file}.new"
mv "$folder/${file}.new" "$folder/${file}"
echo "$GWE_APP_NAME $GWE_APP_VERSION is in $folder"
# Exit code 0: installed. 100: the engine has to be restarted. 101: reboot. Anything else: failed.
`;
}

const ONE_OFF = `#!/bin/sh
# Runs once on the gateway, in the unpacked package. What it prints is reported to the platform.
set -eu
echo "$GWE_APP_NAME $GWE_APP_VERSION on $(uname -n)"
df -h /
# Exit code 0: done. 100: the engine has to be restarted. 101: reboot. Anything else: failed.
`;

function supervisorConf({ name, language }: AppTraits): string {
  const { interpreter, file } = PROGRAMS[language];
  return `[supervisord]
command = sh -c 'exec ${interpreter} "\${GWE_ROOT:-}/usr/local/lib/${name}/${file}"'
startsecs = 5
stopasgroup = true
killasgroup = true
`;
}

function buildfile({ name, version }: AppTraits, includes: readonly string[]): string {
  const document = { name, version, includes, excludes: [], pre_build_cmds: [], post_build_cmds: [] };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function readme({ name, version, kind }: AppTraits): string {
  const fileName = `${name}.v${version}.tar.gz`;
  const after =
    kind === 'program'
      ? `\`install.sh\` puts the program in its place; \`supervisor.conf\` says how it is run and restarted.`
      : `\`install.sh\` is all that runs, once. Its output is reported to the platform.`;
  return `# ${name}

An app for gateways with Gateway Engine. ${after}

\`\`\`sh
otau build gwe-buildfile.json          # makes ${fileName}
otau check ${fileName}
otau install --root /tmp/gateway ${fileName}
\`\`\`

To deploy it, upload ${fileName} to the content area of the product and write
\`{"install":[{"name":"${fileName}"}]}\` to the gateway's alias \`engine_fetch\`.

For a new version change \`version\` in \`gwe-buildfile.json\`.
`;
}
