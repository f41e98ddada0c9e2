import { type ConfDocument, parseConf } from '../conf/document.ts';
import { type Finding, refuseConf } from '../error.ts';
import { unsafeCharacters } from '../program/app-conf.ts';
import { PROGRAM_DEFAULTS } from '../program/generate.ts';
import { checkSettings } from '../program/settings.ts';

/**
 * Reads the text of a conf file: one program of the file's name, with values that supervisord takes, and nothing else
 * (supervisord 0.3).
 *
 * @throws SupervisorBridgeError SUPERVISOR_CONF_REFUSED with every mistake.
 */
export function readProgramText(
  name: string,
  text: string,
  environmentNames: readonly string[] = PROGRAM_DEFAULTS.environmentNames,
): ConfDocument {
  const refuse = (findings: readonly Finding[]): void => {
    if (findings.length > 0) throw refuseConf(`The conf of ${JSON.stringify(name)}`, findings);
  };
  refuse(unsafeCharacters(text));
  const document = parseConf(text);
  const section = `program:${name}`;
  if (document.sections().join('\n') !== section || document.lineOf('DEFAULT') > 0) {
    const message = `the file must hold the section [${section}] and no other`;
    refuse([{ line: 1, key: `[${section}]`, message }]);
  }
  if (document.get(section, 'command') === undefined) {
    const message = 'is missing, and then supervisord starts no program at all: add it';
    refuse([{ line: document.lineOf(section), key: 'command', message }]);
  }
  const settings = new Map(document.keys(section).map((key) => [key, document.get(section, key) ?? '']));
  const problems = checkSettings(settings, environmentNames).filter(({ harmless }) => harmless !== true);
  refuse(
    problems.map(({ key, message }) => ({
      line: (document.entry(section, key)?.firstLine ?? -1) + 1,
      key,
      message,
    })),
  );
  return document;
}
