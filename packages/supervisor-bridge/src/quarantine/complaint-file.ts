/** What a complaint of supervisord is about. */
export interface Culprit {
  /** Path of the file that it names. */
  readonly file?: string;
  /** Path of a log file whose folder is missing. */
  readonly log?: string;
}

/** Reads out of a complaint which file it is about (supervisord 1.7). Some, about bytes that are no UTF-8, name none. */
export function findCulprit(complaint: string): Culprit {
  const file =
    /\(file: '([^']+)'\)\s*$/u.exec(complaint)?.[1] ??
    /^Source contains parsing errors: '([^']+)'/mu.exec(complaint)?.[1] ??
    /^file: '([^']+)', line: \d+/mu.exec(complaint)?.[1];
  const log = /^The directory named as part of the path (\/.+) does not exist/mu.exec(complaint)?.[1];
  return { ...(file === undefined ? {} : { file }), ...(log === undefined ? {} : { log }) };
}
