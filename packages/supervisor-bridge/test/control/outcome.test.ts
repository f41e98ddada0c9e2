import { expect, test } from 'vitest';
import { explainFailure, linesOf, readActionLines, readUpdateLines } from '../../src/control/outcome.ts';
import { errorOf } from '../support/refusal.ts';

const output = (
  stdout: string,
  exitCode: number | undefined,
  stderr = '',
): { what: string; stdout: string; stderr: string; exitCode: number | undefined } => ({
  what: 'start app',
  stdout,
  stderr,
  exitCode,
});

test.each([
  ['unix:///run/s.sock no such file', 'SUPERVISOR_DOWN'],
  ['unix:///run/s.sock refused connection', 'SUPERVISOR_DOWN'],
  [`error: <class 'FileNotFoundError'>, [Errno 2] No such file or directory: file: /x.py line: 1`, 'SUPERVISOR_DOWN'],
  ['ERROR: unix:///run/s.sock no such file (already shut down?)', 'SUPERVISOR_DOWN'],
  [`error: <class 'ConnectionResetError'>, [Errno 104]: file: /x.py line: 1`, 'SUPERVISOR_DOWN'],
  [`error: <class 'PermissionError'>, [Errno 13] Permission denied: file: /x.py line: 1`, 'SUPERVISOR_DENIED'],
  ['Server requires authentication\nerror: …', 'SUPERVISOR_UNAUTHORIZED'],
  [
    `error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>: file: /x.py line: 1`,
    'SUPERVISOR_SHUTTING_DOWN',
  ],
  ['ERROR: already shutting down', 'SUPERVISOR_SHUTTING_DOWN'],
  ['*** Unknown syntax: bogus', 'SUPERVISOR_UNEXPECTED'],
  ['', 'SUPERVISOR_UNEXPECTED'],
] as const)('recognises how a command failed: %s (supervisord 3)', (stdout, code) => {
  expect(explainFailure(output(stdout, 1)).code).toBe(code);
});

test('a broken conf is shown as supervisord puts it, without wrapping (supervisord 3)', () => {
  const bare = `The directory named as part of the path /l/x.log does not exist in section 'program:a' (file: '/c/a.conf')`;
  for (const stdout of [
    `ERROR: CANT_REREAD: ${bare}`,
    `error: <class 'xmlrpc.client.Fault'>, <Fault 92: "CANT_REREAD: ${bare}">: file: /x.py line: 1`,
  ]) {
    const error = explainFailure(output(stdout, 1));
    expect(error.code).toBe('SUPERVISOR_CONF_BROKEN');
    expect(error.findings).toEqual([{ line: 0, key: 'supervisord', message: bare }]);
  }
});

test('a missing or unreadable main conf is not taken for a dead daemon', () => {
  expect(explainFailure(output('', 2, 'Error: could not find config file /c\nFor help, use …')).code).toBe(
    'SUPERVISOR_CONF_BROKEN',
  );
  expect(explainFailure(output('', 1, 'Traceback …\nconfigparser.MissingSectionHeaderError: …')).code).toBe(
    'SUPERVISOR_CONF_BROKEN',
  );
});

test('starting what runs and stopping what does not is no failure (supervisord 3)', () => {
  for (const stdout of [
    'app: started',
    'app: stopped\napp: started',
    'app: ERROR (already started)',
    'app: ERROR (not running)',
    '',
  ]) {
    expect(() => {
      readActionLines(output(stdout, 0));
    }, stdout).not.toThrow();
  }
});

test.each([
  ['app: ERROR (no such process)', 'SUPERVISOR_NO_SUCH_PROGRAM'],
  ['g: ERROR (no such group)', 'SUPERVISOR_NO_SUCH_PROGRAM'],
  ['app: ERROR (spawn error)', 'SUPERVISOR_SPAWN_FAILED'],
  ['app: ERROR (no such file)', 'SUPERVISOR_SPAWN_FAILED'],
  ['app: stopped\napp: ERROR (abnormal termination)', 'SUPERVISOR_SPAWN_FAILED'],
  ['FAILED: unknown problem killing app (7):…', 'SUPERVISOR_STOP_FAILED'],
  [`error: <class 'ValueError'>, Unknown result code 30 for app: file: /x.py line: 1`, 'SUPERVISOR_UNEXPECTED'],
] as const)('an action fails by its line, whatever the exit code: %s (supervisord 3)', async (stdout, code) => {
  const error = await errorOf(() => {
    readActionLines(output(stdout, 0));
  });
  expect(error.code).toBe(code);
});

test('reads what an update did (supervisord 3)', () => {
  const stdout = 'b: stopped\nb: removed process group\na: stopped\na: updated process group\nc: added process group\n';
  expect(readUpdateLines(output(stdout, 0))).toEqual({ added: ['c'], changed: ['a'], removed: ['b'] });
  expect(readUpdateLines(output('', 0))).toEqual({ added: [], changed: [], removed: [] });
});

test.each([
  ['ERROR: no such group: x', 'SUPERVISOR_NO_SUCH_PROGRAM'],
  ['b: stopped\nb: has problems; not removing', 'SUPERVISOR_STOP_FAILED'],
  ['ERROR: already shutting down', 'SUPERVISOR_SHUTTING_DOWN'],
] as const)('an update that is not complete fails: %s (supervisord 3)', async (stdout, code) => {
  expect((await errorOf(() => readUpdateLines(output(stdout, 1)))).code).toBe(code);
});

test('cuts output into lines without trailing blanks', () => {
  expect(linesOf('a  \n\nb\n')).toEqual(['a', 'b']);
});
