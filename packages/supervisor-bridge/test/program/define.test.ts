import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSupervisorBridgeError } from '../../src/error.ts';
import { defineProgram, type ProgramDefinition } from '../../src/program/define.ts';
import { shellText } from '../support/arbitraries.ts';
import { realizePrograms } from '../support/realize.ts';
import { findingsOf } from '../support/refusal.ts';

test('writes every setting under the name that supervisord knows', () => {
  const text = defineProgram({
    name: 'gwe',
    command: ['/usr/bin/node', 'a b'],
    environment: { A: '1' },
    directory: '/tmp',
    user: 'root',
    priority: 5,
    autostart: true,
    autorestart: 'unexpected',
    startSeconds: 5,
    startRetries: 3,
    exitCodes: [0, 2],
    stopSignal: 'INT',
    stopWaitSeconds: 20,
    stopAsGroup: true,
    killAsGroup: true,
    redirectStderr: false,
    stdoutLogfile: '/tmp/100%.log',
    stdoutLogfileMaxBytes: 1024,
    stdoutLogfileBackups: 0,
    stderrLogfile: 'NONE',
  });
  expect(text).toBe(`[program:gwe]
command = /usr/bin/node 'a b'
environment = A='1'
directory = /tmp
user = root
priority = 5
autostart = true
autorestart = unexpected
startsecs = 5
startretries = 3
exitcodes = 0,2
stopsignal = INT
stopwaitsecs = 20
stopasgroup = true
killasgroup = true
redirect_stderr = false
stdout_logfile = /tmp/100%%%%.log
stdout_logfile_maxbytes = 1024
stdout_logfile_backups = 0
stderr_logfile = NONE
`);
  expect(realizePrograms([text])).toEqual([
    { value: { gwe: [expect.objectContaining({ stdout_logfile: '/tmp/100%.log' })] } },
  ]);
});

test('whatever is accepted, supervisord reads exactly that (supervisord 1.2 to 1.5)', () => {
  const text = fc.oneof(shellText, fc.constantFrom('100%', '%(here)s', 'a ; b', '# c', "it's", '😀', '\u00a0x'));
  const definition = fc.record({
    command: fc.array(text, { minLength: 1, maxLength: 4 }),
    environment: fc.dictionary(fc.constantFrom('A', 'B_2'), text),
    directory: text.map((one) => `/tmp/${one}`),
  });
  const accepted = fc.sample(definition, 1000).flatMap((one) => {
    try {
      return [{ one, conf: defineProgram({ name: 'app', ...one, stdoutLogfile: '/tmp/50% #.log' }) }];
    } catch (error) {
      if (isSupervisorBridgeError(error)) return [];
      throw error;
    }
  });
  expect(accepted.length).toBeGreaterThan(100);
  for (const [index, answer] of realizePrograms(accepted.map(({ conf }) => conf)).entries()) {
    const { one, conf } = accepted[index]!;
    expect(answer, conf).toEqual({
      value: {
        app: [
          expect.objectContaining({ ...one, environment: { ...one.environment }, stdout_logfile: '/tmp/50% #.log' }),
        ],
      },
    });
  }
});

test('reports every value that no conf can hold', async () => {
  const bad: ProgramDefinition = {
    name: 'a b',
    command: ['/bin/x', 'line\nend'],
    environment: { 'A-B': '1', C: `'"` },
    directory: ' /padded',
    startSeconds: 1.5,
    stopSignal: 'NOPE',
    stdoutLogfile: '/a\0b',
  };
  const keys = (await findingsOf(() => defineProgram(bad))).map(({ key }) => key);
  expect(keys.sort()).toEqual(
    ['name', 'command', 'environment', 'environment', 'directory', 'startsecs', 'stopsignal', 'stdout_logfile'].sort(),
  );
});

test('refuses a program without a command', async () => {
  for (const command of ['', [], ['']]) {
    expect((await findingsOf(() => defineProgram({ name: 'app', command }))).map(({ key }) => key)).toContain(
      'command',
    );
  }
});
