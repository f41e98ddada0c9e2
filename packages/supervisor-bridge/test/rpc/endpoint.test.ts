import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseEndpoint, readEndpoint } from '../../src/rpc/endpoint.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';

test('finds the socket where supervisorctl finds it, or where supervisord opens it', () => {
  const server = '[unix_http_server]\nfile = /run/s.sock\nusername = u\npassword = p\n';
  expect(parseEndpoint(server)).toEqual({ socketPath: '/run/s.sock', username: 'u', password: 'p' });
  expect(parseEndpoint(`${server}[supervisorctl]\nserverurl = unix:///run/t.sock\n`)).toEqual({
    socketPath: '/run/t.sock',
  });
});

test('a network server and an expression are no socket', async () => {
  for (const text of [
    '[supervisorctl]\nserverurl = http://localhost:9001\n',
    '[unix_http_server]\nfile = %(here)s/s.sock\n',
    '[supervisord]\n',
  ]) {
    expect(parseEndpoint(text)).toBeUndefined();
    const path = join(temporaryFolder(), 'c');
    writeFileSync(path, text);
    expect((await errorOf(() => readEndpoint(path))).code).toBe('SUPERVISOR_CONF_BROKEN');
  }
  expect((await errorOf(() => readEndpoint('/nonexistent/c'))).code).toBe('SUPERVISOR_FILE_UNUSABLE');
});
