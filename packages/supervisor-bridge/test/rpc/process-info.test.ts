import { expect, test } from 'vitest';
import { parseProcessInfo } from '../../src/rpc/process-info.ts';

const info = {
  name: 'app',
  group: 'app',
  statename: 'RUNNING',
  state: 20,
  description: 'pid 7, uptime 1 day, 0:00:05',
  pid: 7,
  start: 1_700_000_000,
  exitstatus: 0,
  stdout_logfile: '/var/log/app.log',
};

test('reads what supervisord says of a process (supervisord 4)', () => {
  expect(parseProcessInfo(info)).toEqual({
    name: 'app',
    group: 'app',
    state: 'RUNNING',
    description: 'pid 7, uptime 1 day, 0:00:05',
    pid: 7,
    uptime: '1 day, 0:00:05',
    start: 1_700_000_000,
    stdoutLogfile: '/var/log/app.log',
  });
});

test('names a process as supervisorctl addresses it, and tells how its last run ended', () => {
  const ended = { ...info, name: 'p_0', group: 'g', statename: 'EXITED', pid: 0, exitstatus: 3, description: 'Jan 01' };
  expect(parseProcessInfo(ended)).toMatchObject({ name: 'g:p_0', group: 'g', exitStatus: 3 });
  expect(parseProcessInfo(ended)).not.toHaveProperty('pid');
  const never = { ...ended, statename: 'STOPPED', start: 0, exitstatus: 0 };
  expect(parseProcessInfo(never)).not.toHaveProperty('exitStatus');
});

test('takes nothing else for a process', () => {
  for (const other of [{}, { ...info, statename: 'ASLEEP' }, { ...info, name: 1 }, [], 'x']) {
    expect(parseProcessInfo(other)).toBeUndefined();
  }
});
