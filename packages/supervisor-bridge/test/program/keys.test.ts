import { expect, test } from 'vitest';
import { nearestKey, PROGRAM_KEYS } from '../../src/program/keys.ts';

test('knows the keys of a program and not those of other sections', () => {
  expect([...PROGRAM_KEYS.keys()]).toEqual(expect.arrayContaining(['command', 'stdout_logfile', 'stopasgroup']));
  for (const foreign of ['logfile', 'pidfile', 'nodaemon', 'files', 'socket', 'events', 'childlogdir']) {
    expect(PROGRAM_KEYS.has(foreign), foreign).toBe(false);
  }
});

test('suggests the key that was most likely meant', () => {
  expect(nearestKey('stdout_logfile_max_bytes')).toBe('stdout_logfile_maxbytes');
  expect(nearestKey('auto_start')).toBe('autostart');
  expect(nearestKey('comand')).toBe('command');
  expect(nearestKey('nodaemon')).toBeUndefined();
  expect(nearestKey('x'.repeat(100_000))).toBeUndefined();
});
