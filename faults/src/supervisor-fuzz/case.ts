import { type ProgramDefinition } from '@gateway-engine/supervisor-bridge';

/** One input: an application's conf, the whole text of a conf file, or a program defined in code. */
export type FuzzCase =
  | { readonly kind: 'app'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'definition'; readonly definition: ProgramDefinition };

type Random = () => number;

const NAMES = [
  ...['app', 'a', 'coffee_reporter', 'x.y-z', '0', 'App', 'n'.repeat(64), 'program'],
  ...[
    'all',
    'gwe',
    'GMQ',
    '..',
    '.',
    '',
    '*',
    '[x]',
    'a b',
    'a:b',
    'a/b',
    'é',
    'a\t',
    'a\u00a0',
    'a\u0000',
    'n'.repeat(300),
  ],
];
const KEYS = [
  ...['command', 'command', 'process_name', 'numprocs', 'numprocs_start', 'priority', 'autostart', 'autorestart'],
  ...['startsecs', 'startretries', 'exitcodes', 'stopsignal', 'stopwaitsecs', 'stopasgroup', 'killasgroup', 'user'],
  ...['redirect_stderr', 'stdout_logfile', 'stdout_logfile', 'stdout_logfile_maxbytes', 'stdout_logfile_backups'],
  ...['stdout_capture_maxbytes', 'stdout_events_enabled', 'stderr_logfile', 'stdout_syslog', 'environment'],
  ...['environment', 'directory', 'umask', 'serverurl', 'Command', 'COMMAND ', 'bogus', 'files', 'socket', 'programs'],
];
const SECTIONS = [
  ...['supervisord', 'supervisord', 'supervisord', 'program:app', 'program:gwe', 'DEFAULT', 'include', 'group:app'],
  ...['unix_http_server', 'inet_http_server', 'fcgi-program:app', 'eventlistener:app', 'supervisorctl', 'Supervisord'],
];
const VALUES = [
  ...['true', 'false', 'yes', 'off', '1', '0', 'y', 't', 'unexpected', '10', '-1', '+5', '1.0', '10s', '2147483648'],
  ...['200KB', '1.5MB', '2 gb', '2TB', '200K', 'TERM', 'SIGKILL', '15', '99', 'NOPE', '0,2', '0,256', 'root', 'nobody'],
  ...['no-such-user', '022', '0o22', '999', 'NONE', 'AUTO', 'off', 'syslog', '/dev/stdout', 'x.log', '٣', '１'],
  ...[
    '/bin/true',
    '/bin/true a b',
    '/nonexistent/x',
    './start.sh',
    '/bin/echo "a ; b"',
    "/bin/echo 'a # b'",
    'true',
    '""',
  ],
  ...['/nonexistent/dir/x.log', '/tmp', '/tmp/%(program_name)s.log', '/tmp/%%x.log', '/tmp/%%%%x.log', 'unix:///tmp/s'],
  ...[
    'A="1"',
    "A='a,b',B=2",
    'A=a#b,B=2',
    'A=',
    'A',
    'A="x"y"',
    'A="100%%"',
    'PATH="$PATH:/x"',
    'A="%(ENV_PATH)s"',
    'é=1',
  ],
];
const PIECES = [
  ...[
    '%',
    '%%',
    '%s',
    '%d',
    '%(here)s',
    '%(program_name)s',
    '%(group_name)s',
    '%(process_num)02d',
    '%(numprocs)d',
    '%(',
  ],
  ...[
    '%(ENV_PATH)s',
    '%(ENV_HOME)s',
    '%(ENV_A)s',
    '%(nope)s',
    '%(host_node_name)s',
    '%(program_name).0s',
    '%(program_name)',
  ],
  ...['%(process_num)s', '%(program_name)99999s', '%(program_name)*s', '%(here)c', '%*d', '%5', '%(program_name)%'],
  ...[' ;', ' #', ';', '#', '"', "'", '\\', ',', '=', ':', '$HOME', '&&', '|', '\t', ' ', '\u00a0', '\u0085', '\u001c'],
  ...[
    '\u0000',
    '\u001b[1m',
    '\u007f',
    '\ufeff',
    '\ufffd',
    '\ud800',
    'é',
    '😀',
    '\u2028',
    '٣',
    'a',
    'B',
    '7',
    '/',
    '.',
    '-',
  ],
];
const BREAKS = ['\n', '\n', '\n', '\n', '\r\n', '\r', '\n ', '\n\t', '\n\n', '\n; c\n', '\n  # c\n ', '\n\u00a0'];

const pick = <T>(random: Random, list: readonly [T, ...T[]] | readonly T[]): T => {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
};
const chance = (random: Random, share: number): boolean => random() < share;

function makeValue(random: Random): string {
  if (chance(random, 0.6)) return pick(random, VALUES);
  const base = chance(random, 0.6) ? [pick(random, VALUES)] : [];
  for (let count = 1 + Math.floor(random() * 5); count > 0; count -= 1) {
    base.splice(Math.floor(random() * (base.length + 1)), 0, pick(random, PIECES));
  }
  return base.join('');
}

/** Mostly a conf that could be real, with something in it that may be wrong. */
function makeText(random: Random, section: string): string {
  const wild = chance(random, 0.25);
  const parts = [`[${wild && chance(random, 0.3) ? pick(random, SECTIONS) : section}]`, '\n'];
  if (chance(random, 0.8)) parts.push('command = /bin/true', '\n');
  for (let count = Math.floor(random() * 5); count > 0; count -= 1) {
    parts.push(pick(random, KEYS), pick(random, [' = ', '=', ': ', ' : ']), makeValue(random));
    parts.push(wild ? pick(random, BREAKS) : '\n');
    if (wild && chance(random, 0.1)) parts.push(`[${pick(random, SECTIONS)}]`, '\n');
    if (wild && chance(random, 0.1)) parts.push(pick(random, PIECES));
  }
  return parts.join('');
}

function makeDefinition(random: Random): ProgramDefinition {
  const text = (): string => makeValue(random);
  const maybe = <K extends string, V>(key: K, make: () => V): Partial<Record<K, V>> =>
    chance(random, 0.3) ? ({ [key]: make() } as Partial<Record<K, V>>) : {};
  const number = (): number => pick(random, [0, 1, 5, -1, 1.5, 2 ** 31, Number.NaN, 999, 2 ** 31 - 1]);
  return {
    name: makeName(random),
    command: chance(random, 0.5) ? ['/bin/true', text(), text()] : `/bin/true ${text()}`,
    ...maybe('environment', () => ({ A: text(), B: text(), [chance(random, 0.9) ? 'C' : text()]: 'c' })),
    ...maybe('directory', () => `/tmp/${text()}`),
    ...maybe('user', () => pick(random, ['root', 'nobody', text()])),
    ...maybe('priority', number),
    ...maybe('startSeconds', number),
    ...maybe('startRetries', number),
    ...maybe('stopWaitSeconds', number),
    ...maybe('exitCodes', () => [number(), number()]),
    ...maybe('stopSignal', text),
    ...maybe('stopAsGroup', () => chance(random, 0.5)),
    ...maybe('killAsGroup', () => chance(random, 0.5)),
    ...maybe('stdoutLogfile', () => `/tmp/${text()}`),
    ...maybe('stdoutLogfileMaxBytes', number),
  };
}

function makeName(random: Random): string {
  if (chance(random, 0.7)) return `app${Math.floor(random() * 1e6)}`;
  return chance(random, 0.7) ? pick(random, NAMES) : makeValue(random);
}

/** The next case of a stream of random numbers. */
export function makeCase(random: Random): FuzzCase {
  const kind = random();
  if (kind < 0.25) return { kind: 'definition', definition: makeDefinition(random) };
  const name = makeName(random);
  return kind < 0.7
    ? { kind: 'app', name, text: makeText(random, 'supervisord') }
    : { kind: 'file', name, text: makeText(random, `program:${name}`) };
}
