import { expect, test } from 'vitest';
import type { ProgramStatus } from '../../src/control/control.ts';
import { compareLooks, isRestarted } from '../../src/control/poll.ts';

const app: ProgramStatus = { name: 'app', group: 'app', state: 'RUNNING', description: '', pid: 7, start: 100 };

test('state, process and start tell a change; a new uptime is none (supervisord 7)', () => {
  const changed: ProgramStatus[] = [
    { ...app, state: 'STOPPED' },
    { ...app, pid: 8 },
    { ...app, start: 101 },
  ];
  for (const after of changed) {
    expect(compareLooks([app], [after])).toEqual([{ type: 'program', name: 'app', before: app, after }]);
  }
  expect(compareLooks([app], [{ ...app, uptime: '0:00:09', description: 'pid 7, uptime 0:00:09' }])).toEqual([]);
});

test('programs that come and go are changes', () => {
  expect(compareLooks([], [app])).toEqual([{ type: 'program', name: 'app', before: undefined, after: app }]);
  expect(compareLooks([app], [])).toEqual([{ type: 'program', name: 'app', before: app, after: undefined }]);
});

test('the same process id with another start is another process', () => {
  expect(isRestarted(app, { ...app, start: 160 })).toBe(true);
  expect(isRestarted(app, app)).toBe(false);
});
