import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConf } from '../../src/conf/document.ts';
import { isSupervisorBridgeError } from '../../src/error.ts';
import { checkProgram, generateProgram } from '../../src/program/generate.ts';
import { PROGRAM_KEYS } from '../../src/program/keys.ts';
import { shellText } from '../support/arbitraries.ts';
import { realizePrograms } from '../support/realize.ts';
import { errorOf, findingsOf } from '../support/refusal.ts';
import { any, containing } from '../support/matchers.ts';

const generate = (appConf: string, name = 'coffee_reporter'): string =>
  generateProgram({ name, appConf, logDir: '/var/log' });

test('renames the section and completes it with the legacy defaults (gwe 92, 94, 95, 97)', () => {
  expect(generate('[supervisord]\ncommand = /usr/bin/python /opt/coffee.py\n')).toBe(`[program:coffee_reporter]
command = /usr/bin/python /opt/coffee.py
stdout_logfile = /var/log/coffee_reporter.log
redirect_stderr = true
stdout_logfile_maxbytes = 200KB
stdout_logfile_backups = 1
`);
});

test('puts in the command that always fails where there is none (gwe 95)', () => {
  const document = parseConf(generate('[supervisord]\n'));
  expect(document.get('program:coffee_reporter', 'command')).toBe('command');
});

test('options that are there win, and all other options of supervisord are kept (gwe 95, 96)', () => {
  const document = parseConf(
    generate('[supervisord]\ncommand=a\nstdout_logfile=NONE\nredirect_stderr=no\nstartsecs=5\nuser=root\n'),
  );
  const values = ['stdout_logfile', 'redirect_stderr', 'startsecs', 'user'].map((key) =>
    document.get('program:coffee_reporter', key),
  );
  expect(values).toEqual(['NONE', 'no', '5', 'root']);
});

test('of a key that is there twice the last one wins (gwe 98)', () => {
  const text = generate('[supervisord]\ncommand=a\nenvironment=A=1\nenvironment=B=2\n');
  expect(text.match(/environment.*/gu)).toEqual(['environment = B=2']);
});

test('passes variables and expressions through unexpanded (gwe 99)', () => {
  const text = generate('[supervisord]\ncommand = %(here)s/run %(ENV_PATH)s\nenvironment = PATH="$PATH:/opt"\n');
  expect(text).toContain('command = %(here)s/run %(ENV_PATH)s\n');
  expect(text).toContain('environment = PATH="$PATH:/opt"\n');
});

test("leaves out keys that are not supervisord's, and warns of them", () => {
  const options = { name: 'app', appConf: '[supervisord]\ncommand=a\nauto_start=no\nlogfile=/x\n', logDir: '/var/log' };
  expect(generateProgram(options)).not.toMatch(/auto_start|logfile = \/x/u);
  const { findings, warnings } = checkProgram(options);
  expect(findings).toEqual([]);
  expect(warnings.map(({ line, key }) => [line, key])).toEqual([
    [3, 'auto_start'],
    [4, 'logfile'],
  ]);
  expect(warnings[0]?.message).toContain('autostart');
});

test('reports all mistakes at once, in order of their lines, and says how to write it instead', async () => {
  const conf =
    '[DEFAULT]\nautostart=false\n[supervisord]\ncommand=sh -c "a ; b"\nautorestart=always\nstdout_logfile=/l/100%%\n';
  const error = await errorOf(() => generate(conf, 'all'));
  expect(error.code).toBe('SUPERVISOR_CONF_REFUSED');
  expect(error.findings.map(({ line, key }) => [line, key])).toEqual([
    [0, 'name'],
    [1, '[DEFAULT]'],
    [4, 'command'],
    [5, 'autorestart'],
    [6, 'stdout_logfile'],
  ]);
  expect(error.message).toContain('write %(program_name).0s before the character');
});

test('warns of text that supervisord takes for a comment', () => {
  const { warnings } = checkProgram({ name: 'app', appConf: '[supervisord]\ncommand=run a #b\n', logDir: '/l' });
  expect(warnings).toEqual([{ line: 2, key: 'command', message: containing('comment') }]);
});

test('escapes the folder of the log file, which supervisord expands twice (supervisord 1.2)', () => {
  const text = generateProgram({ name: 'app', appConf: '[supervisord]\n', logDir: '/100% ;x' });
  expect(text).toContain('stdout_logfile = /100%%%% %(program_name).0s;x/app.log\n');
});

test('refuses a folder for logs that is no absolute path', () => {
  for (const logDir of ['log', '', '/a\nb']) {
    expect(() => generateProgram({ name: 'app', appConf: '[supervisord]\n', logDir })).toThrow(TypeError);
  }
});

test('takes bytes and refuses those that are not UTF-8 (supervisord 1.1)', async () => {
  const options = { name: 'app', logDir: '/l' };
  expect(generateProgram({ ...options, appConf: Buffer.from('[supervisord]\ncommand=é\n') })).toContain('é');
  const appConf = Buffer.from('[supervisord]\ncommand=\xe9\n', 'latin1');
  expect((await findingsOf(() => generateProgram({ ...options, appConf })))[0]?.key).toBe('encoding');
});

test('whatever is accepted, supervisord accepts as this one program and nothing else', () => {
  const value = fc.oneof(
    shellText,
    fc.constantFrom(
      'true',
      'no',
      '5',
      '10KB',
      'TERM',
      '%(here)s',
      '100%%',
      '%(process_num)d',
      'unexpected',
      '/x ; y',
      '022',
    ),
  );
  const line = fc
    .tuple(fc.constantFrom(...PROGRAM_KEYS.keys(), 'unknown'), value)
    .map(([key, text]) => `${key} = ${text}`);
  const confs = fc
    .sample(fc.array(line, { maxLength: 5 }), 1500)
    .map((lines) => ['[supervisord]', ...lines].join('\n'));
  const texts = confs.flatMap((appConf) => {
    try {
      return [generateProgram({ name: 'app', appConf, logDir: '/tmp' })];
    } catch (error) {
      if (isSupervisorBridgeError(error)) return [];
      throw error;
    }
  });
  expect(texts.length).toBeGreaterThan(100);
  for (const [index, answer] of realizePrograms(texts).entries()) {
    const text = texts[index]!;
    // Whether a user or a folder exists is not for a pure function to say.
    if ('error' in answer && /Invalid user (?:name|id)|does not exist/u.test(answer.error)) continue;
    expect(answer, text).toEqual({ value: { app: [expect.objectContaining({ command: any(Array) })] } });
  }
});
