import { type ArchiveEntry } from '../archive/entry-policy.ts';
import { type Finding } from '../errors.ts';
import { fileOf, type FileStart, isJunk, type PackageContents } from './contents.ts';

/** Everything about a package's content that fails at install (errors) or bites later (warnings) (otau 1.2, 1.6). */
export function lintContents(entries: readonly ArchiveEntry[], contents: PackageContents): readonly Finding[] {
  return [
    ...lintInstaller(contents, entries),
    ...lintConf(fileOf(contents, 'supervisor.conf')),
    ...[...contents.files.values()].flatMap(lintScript),
    ...lintJunk(entries),
  ];
}

function lintInstaller(contents: PackageContents, entries: readonly ArchiveEntry[]): readonly Finding[] {
  if (contents.installer === undefined) {
    const [first] = entries;
    const seen = first === undefined ? 'it is empty' : 'neither is at its top nor in a single top directory';
    return [packageError('', `A package needs an install.sh or a setup.py: ${seen}.`)];
  }
  const file = fileOf(contents, contents.installer);
  if (file === undefined) return [packageError(contents.installer, `${contents.installer} must be a regular file.`)];
  if (contents.installer === 'setup.py') return [];
  const findings: Finding[] = [];
  if ((file.entry.mode & 0o100) === 0) {
    findings.push(
      packageError('install.sh', 'install.sh is not executable: run `chmod +x install.sh` and build again.'),
    );
  }
  const firstLine = file.text.split('\n', 1)[0] ?? '';
  if (!/^#! *\//.test(firstLine)) {
    findings.push(packageError('install.sh', 'install.sh must start with the line `#!/bin/sh`.'));
  } else if (firstLine.endsWith('\r')) {
    findings.push(packageError('install.sh', 'install.sh has Windows line ends: its interpreter would not be found.'));
  }
  return findings;
}

function lintConf(conf: FileStart | undefined): readonly Finding[] {
  if (conf === undefined) return [];
  const entry = 'supervisor.conf';
  if (!conf.complete) return [packageError(entry, 'supervisor.conf is larger than 64 KiB.')];
  if (conf.text.includes('\uFFFD') || conf.text.includes('\0')) {
    return [packageError(entry, 'supervisor.conf is not UTF-8 text.')];
  }
  const lines = conf.text.split(/\r?\n/);
  const findings: Finding[] = [];
  if (!lines.some((line) => line.trim() === '[supervisord]')) {
    findings.push(warning('conf-section', entry, 'supervisor.conf has no section [supervisord].'));
  }
  const command = lines
    .map((line) => /^command\s*[=:]\s*(.*)$/.exec(line)?.[1]?.trim())
    .findLast((found) => found !== undefined);
  if (command === undefined || command === '' || command === 'command') {
    findings.push(
      warning('conf-command', entry, 'supervisor.conf sets no command of its own: the program could never start.'),
    );
  }
  return findings;
}

function lintScript({ entry, text }: FileStart): readonly Finding[] {
  if (!entry.path.endsWith('.sh') || isJunk(entry.path)) return [];
  const findings: Finding[] = [];
  if (text.includes('\r\n')) {
    findings.push(warning('script-crlf', entry.path, 'It has Windows line ends; convert it with `sed -i "s/\\r$//"`.'));
  }
  const isInstaller = /(^|\/)install\.sh$/.test(entry.path);
  if (!isInstaller && (entry.mode & 0o100) === 0) {
    findings.push(warning('script-mode', entry.path, 'It is not executable; run `chmod +x` if it is to be called.'));
  }
  if (!isInstaller && !text.startsWith('#!')) {
    findings.push(warning('script-shebang', entry.path, 'It does not start with `#!`.'));
  }
  return findings;
}

function lintJunk(entries: readonly ArchiveEntry[]): readonly Finding[] {
  const junk = entries.filter(({ path }) => isJunk(path));
  const [first] = junk;
  if (first === undefined) return [];
  const message = `${junk.length} file(s) that macOS adds; pack with COPYFILE_DISABLE=1 or exclude them.`;
  return [warning('junk', first.path, message)];
}

function packageError(entry: string, message: string): Finding {
  return { severity: 'error', code: 'OTAU_PACKAGE_INVALID', ...(entry === '' ? {} : { entry }), message };
}

function warning(code: string, entry: string, message: string): Finding {
  return { severity: 'warning', code, entry, message };
}
