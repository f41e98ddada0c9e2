import { expect, test } from 'vitest';
import { parseConf } from '../../src/conf/document.ts';
import { daemonPaths, formatMainConf } from '../../src/daemon/main-conf.ts';
import { errorOf } from '../support/refusal.ts';

test('everything lies under one root', () => {
  expect(daemonPaths('/r')).toEqual({
    confPath: '/r/etc/supervisor/supervisord.conf',
    confDir: '/r/etc/supervisor/conf.d',
    socketPath: '/r/run/supervisor.sock',
    runDir: '/r/run',
    pidPath: '/r/run/supervisord.pid',
    logDir: '/r/var/log',
    logPath: '/r/var/log/supervisord.log',
    errorPath: '/r/var/log/supervisord.err',
  });
  expect(daemonPaths('/r', '/s/x.sock').socketPath).toBe('/s/x.sock');
});

test('the socket is for its own user, and there is no network server (supervisord 8)', () => {
  const document = parseConf(formatMainConf(daemonPaths('/r')));
  expect(document.get('unix_http_server', 'chmod')).toBe('0700');
  expect(document.sections()).not.toContain('inet_http_server');
  expect(document.get('supervisorctl', 'serverurl')).toBe('unix:///r/run/supervisor.sock');
  expect(document.get('include', 'files')).toBe('conf.d/*.conf');
});

test('a socket path that the system would refuse is refused beforehand, with what to do', async () => {
  expect(daemonPaths(`/${'x'.repeat(78)}`).socketPath).toHaveLength(99);
  const error = await errorOf(() => daemonPaths(`/${'x'.repeat(79)}`));
  expect(error.code).toBe('SUPERVISOR_SOCKET_PATH_TOO_LONG');
  expect(error.message).toContain('shorter');
  expect(() => daemonPaths(`/${'x'.repeat(79)}`, '/short')).not.toThrow();
});

test('refuses roots that would mean something else in the conf', () => {
  for (const root of ['relative', '', '/a%b', '/a*', '/a[b]', '/a\nb', '/a #b', "/a'b"]) {
    expect(() => daemonPaths(root), root).toThrow(TypeError);
  }
});
