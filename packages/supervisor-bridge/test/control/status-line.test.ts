import { expect, test } from 'vitest';
import { parseStatus } from '../../src/control/status-line.ts';

test.each([
  [
    'app                              RUNNING   pid 19780, uptime 0:00:40',
    {
      name: 'app',
      group: 'app',
      state: 'RUNNING',
      description: 'pid 19780, uptime 0:00:40',
      pid: 19780,
      uptime: '0:00:40',
    },
  ],
  [
    'g:p_00                           RUNNING   pid 7, uptime 2 days, 3:04:05',
    {
      name: 'g:p_00',
      group: 'g',
      state: 'RUNNING',
      description: 'pid 7, uptime 2 days, 3:04:05',
      pid: 7,
      uptime: '2 days, 3:04:05',
    },
  ],
  ['app                              STARTING  ', { name: 'app', group: 'app', state: 'STARTING', description: '' }],
  ['app STOPPED   Not started', { name: 'app', group: 'app', state: 'STOPPED', description: 'Not started' }],
  [
    `app FATAL     can't find command '/x: no such file'`,
    { name: 'app', group: 'app', state: 'FATAL', description: `can't find command '/x: no such file'` },
  ],
])('reads a line of supervisorctl status: %s (supervisord 3)', (line, status) => {
  expect(parseStatus(line)).toEqual(status);
});

test('takes nothing else for a status', () => {
  const lines = ['x: ERROR (no such process)', 'unix:///run/s.sock no such file', 'app RUNNINGS', 'app', '', 'RUNNING'];
  for (const line of lines) expect(parseStatus(line), line).toBeUndefined();
});
