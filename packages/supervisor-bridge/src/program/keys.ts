/** What a value of a key must look like (supervisord 1.4). */
export type ValueKind =
  | 'boolean'
  | 'autorestart'
  | 'integer'
  | 'processCount'
  | 'bytes'
  | 'octal'
  | 'signal'
  | 'exitCodes'
  | 'command'
  | 'environment'
  | 'logfile'
  | 'processName'
  | 'user'
  | 'text';

/** Every key that supervisord reads in a program section. No other key is ever copied from an application. */
export const PROGRAM_KEYS: ReadonlyMap<string, ValueKind> = new Map([
  ['command', 'command'],
  ['process_name', 'processName'],
  ['numprocs', 'processCount'],
  ['numprocs_start', 'integer'],
  ['priority', 'integer'],
  ['autostart', 'boolean'],
  ['autorestart', 'autorestart'],
  ['startsecs', 'integer'],
  ['startretries', 'integer'],
  ['exitcodes', 'exitCodes'],
  ['stopsignal', 'signal'],
  ['stopwaitsecs', 'integer'],
  ['stopasgroup', 'boolean'],
  ['killasgroup', 'boolean'],
  ['user', 'user'],
  ['redirect_stderr', 'boolean'],
  ['stdout_logfile', 'logfile'],
  ['stdout_logfile_maxbytes', 'bytes'],
  ['stdout_logfile_backups', 'integer'],
  ['stdout_capture_maxbytes', 'bytes'],
  ['stdout_events_enabled', 'boolean'],
  ['stdout_syslog', 'boolean'],
  ['stderr_logfile', 'logfile'],
  ['stderr_logfile_maxbytes', 'bytes'],
  ['stderr_logfile_backups', 'integer'],
  ['stderr_capture_maxbytes', 'bytes'],
  ['stderr_events_enabled', 'boolean'],
  ['stderr_syslog', 'boolean'],
  ['environment', 'environment'],
  ['directory', 'text'],
  ['umask', 'octal'],
  ['serverurl', 'text'],
]);

/** The known key that a misspelled one most likely means, or undefined. */
export function nearestKey(key: string): string | undefined {
  const squeezed = (text: string): string => text.replace(/[^a-z]/gu, '');
  const ranked = [...PROGRAM_KEYS.keys()]
    .map((known) => ({ known, distance: editDistance(squeezed(key.slice(0, 64)), squeezed(known)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= 2 ? best.known : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, right] of Array.from(b).entries()) {
      const substitute = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(substitute, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
