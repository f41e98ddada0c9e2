import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writePrivate } from '../files.ts';
import { runValidator, type ValidatorOptions } from '../folder/validator.ts';

/** What supervisord's parser says of one file behind an otherwise empty main conf; undefined when it accepts it. */
export async function refusesAlone(
  path: string,
  options: ValidatorOptions,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  // In the same folder, so that %(here)s means the same; with a dot, so that the include skips it (supervisord 2).
  const staged = join(dirname(path), `.${basename(path)}.check.tmp`);
  // White space separates patterns, and these characters are patterns: a question mark stands for each of them.
  const pattern = basename(path).replace(/[\s*?[\]%;#]/gu, '?');
  try {
    await writePrivate(staged, `[supervisord]\n[include]\nfiles = ${pattern}\n`, false);
    const verdict = await runValidator(staged, options, signal);
    return typeof verdict === 'string' ? undefined : verdict.message;
  } finally {
    await rm(staged, { force: true });
  }
}
