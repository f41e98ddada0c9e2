import type { ConfDocument, ConfOptions } from '@gateway-engine/supervisor-bridge';

import { GatewayEngineError } from '../errors.ts';

/** Python 2's ConfigParser, whose files are taken over, knows `;` alone as an inline comment. */
export const PYTHON_2_COMMENTS: ConfOptions = { inlineCommentPrefixes: [';'] };

const EMPTY = "''";

/** A value as the file has it: two apostrophes, nothing, and a missing key all mean empty (gwe 30). */
export function readValue(raw: string | undefined): string {
  return raw === undefined || raw === EMPTY ? '' : raw;
}

/**
 * Puts a value into the document.
 *
 * @throws GatewayEngineError `GATEWAY_CONFIG_INVALID` when the file would not give the same value back
 */
export function writeValue(document: ConfDocument, section: string, key: string, value: string): void {
  const unsafe = /[\p{Cc}]/u.test(value) || value !== value.trim() || /\s;/.test(value);
  if (unsafe) {
    throw new GatewayEngineError(
      'GATEWAY_CONFIG_INVALID',
      `${key} cannot be ${JSON.stringify(value)}: control characters, blanks at the ends and " ;" do not survive in the file.`,
    );
  }
  document.set(section, key, value === '' || value === EMPTY ? EMPTY : value);
}

/** Whole seconds, at least one. */
export function parseSeconds(text: string, what: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw new GatewayEngineError(
      'GATEWAY_CONFIG_INVALID',
      `${what} is ${JSON.stringify(text)}: write whole seconds, at least 1.`,
    );
  }
  return seconds;
}
