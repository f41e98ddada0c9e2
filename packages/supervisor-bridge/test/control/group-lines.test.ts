import { expect, test } from 'vitest';
import {
  readAddLines,
  readPidLine,
  readRemoveLines,
  readRereadLines,
  readSignalLines,
} from '../../src/control/group-lines.ts';
import type { CommandOutput } from '../../src/control/outcome.ts';
import { errorOf } from '../support/refusal.ts';

const printed = (stdout: string, exitCode = 0): CommandOutput => ({ what: 'do it', stdout, stderr: '', exitCode });

test('reads good news (supervisord 3)', () => {
  readSignalLines(printed('app: signalled\ng:b: signalled\n'));
  expect(readPidLine(printed('123\n'))).toBe(123);
  expect(readPidLine(printed('0\n', 7))).toBeUndefined();
  expect(readRereadLines(printed('a: available\nb: changed\nc: disappeared\n'))).toEqual({
    added: ['a'],
    changed: ['b'],
    removed: ['c'],
  });
  expect(readRereadLines(printed('No config updates to processes\n'))).toEqual({ added: [], changed: [], removed: [] });
  readAddLines(printed('a: added process group\n'));
  readAddLines(printed('ERROR: process group already active\n'));
  readRemoveLines(printed('a: removed process group\n'));
  readRemoveLines(printed('ERROR: no such process/group: a\n', 1));
});

test.each([
  [readSignalLines, 'app: ERROR (not running)', 'SUPERVISOR_NOT_RUNNING'],
  [readSignalLines, 'app: ERROR (no such process)', 'SUPERVISOR_NO_SUCH_PROGRAM'],
  [readSignalLines, '', 'SUPERVISOR_UNEXPECTED'],
  [readPidLine, 'No such process app', 'SUPERVISOR_NO_SUCH_PROGRAM'],
  [readPidLine, 'unix:///s no such file', 'SUPERVISOR_DOWN'],
  [readRereadLines, 'ERROR: CANT_REREAD: why', 'SUPERVISOR_CONF_BROKEN'],
  [readRereadLines, 'ERROR: supervisor shutting down', 'SUPERVISOR_SHUTTING_DOWN'],
  [readAddLines, 'ERROR: no such process/group: a', 'SUPERVISOR_NO_SUCH_PROGRAM'],
  [readAddLines, 'ERROR: shutting down', 'SUPERVISOR_SHUTTING_DOWN'],
  [readRemoveLines, 'ERROR: process/group still running: a', 'SUPERVISOR_STOP_FAILED'],
  [readRemoveLines, "error: <class 'FileNotFoundError'>, why", 'SUPERVISOR_DOWN'],
] as const)('%o fails by its line: %s (supervisord 3)', async (read, stdout, code) => {
  expect((await errorOf(() => read(printed(stdout, 1)))).code).toBe(code);
});

test('a signal to a group without a running process is told', async () => {
  expect(
    (
      await errorOf(() => {
        readSignalLines(printed(''));
      })
    ).code,
  ).toBe('SUPERVISOR_NOT_RUNNING');
});
