import { type ConfDocument, parseConf } from '../conf/document.ts';
import { type Finding, isSupervisorBridgeError } from '../error.ts';

/** Bound of {@link readAppConf}. */
export const MAX_APP_CONF_BYTES: number = 64 * 1024;

/** The one section of an application's supervisor.conf (gwe 93). */
export const APP_SECTION = 'supervisord';

export type AppConf =
  | { readonly document: ConfDocument; readonly findings: readonly Finding[] }
  | { readonly document: undefined; readonly findings: readonly Finding[] };

/**
 * Reads an application's supervisor.conf as hostile input: bounded, UTF-8 without unsafe characters, parsable, and
 * with the section `[supervisord]` alone (supervisord 0, 1.1, 1.7; gwe 93).
 */
export function readAppConf(source: string | Uint8Array): AppConf {
  const unreadable = (finding: Finding): AppConf => ({ document: undefined, findings: [finding] });
  if (Buffer.byteLength(source) > MAX_APP_CONF_BYTES) {
    return unreadable({ line: 0, key: 'size', message: `it has more than ${MAX_APP_CONF_BYTES} bytes: shorten it` });
  }
  const text = decode(source);
  if (text === undefined) return unreadable(NOT_UTF8);
  const unsafe = unsafeCharacters(text);
  if (unsafe.length > 0) return { document: undefined, findings: unsafe };
  try {
    const document = parseConf(text);
    return { document, findings: checkSections(document) };
  } catch (error) {
    if (isSupervisorBridgeError(error)) return { document: undefined, findings: error.findings };
    throw error;
  }
}

const NOT_UTF8: Finding = {
  line: 0,
  key: 'encoding',
  message: 'it is not UTF-8, and then supervisord reads no conf at all: save it as UTF-8 without BOM',
};

function decode(source: string | Uint8Array): string | undefined {
  if (typeof source === 'string') return source.isWellFormed() ? source : undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(source);
  } catch {
    return undefined;
  }
}

/** Control characters break supervisord (NUL) or its XML answers for every caller; U+FFFD is a lost byte, half a pair none at all. */
export function unsafeCharacters(text: string): readonly Finding[] {
  return text.split(/\r\n|\r|\n/u).flatMap((line, index) => {
    const character = /[^\P{Cc}\t]|[\uFFFD-\uFFFF]|\p{Cs}/u.exec(line)?.[0];
    if (character === undefined) return [];
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return [{ line: index + 1, key: 'encoding', message: `it holds the character U+${code}: remove it` }];
  });
}

function checkSections(document: ConfDocument): readonly Finding[] {
  const names = document.sections();
  const foreign = [...names, ...(document.lineOf('DEFAULT') > 0 ? ['DEFAULT'] : [])]
    .filter((name) => name !== APP_SECTION)
    .map((name) => ({
      line: document.lineOf(name),
      key: `[${name}]`,
      message: isMisspelled(name)
        ? `an application's program stands in [${APP_SECTION}]: rename this section`
        : `an application may hold the section [${APP_SECTION}] only, as others would change supervisord itself or ` +
          'other programs: remove this section',
    }));
  if (names.includes(APP_SECTION) || foreign.some(({ key }) => isMisspelled(key.slice(1, -1)))) return foreign;
  const message = `the section is missing: put a line [${APP_SECTION}] before the keys`;
  return [{ line: 0, key: `[${APP_SECTION}]`, message }, ...foreign];
}

function isMisspelled(section: string): boolean {
  return section.trim().toLowerCase() === APP_SECTION || section.startsWith('program:');
}
