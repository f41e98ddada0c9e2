import { expect, test } from 'vitest';
import { startConsole } from '../support/console.ts';
import { call } from '../support/call.ts';

test('every answer forbids inline scripts, framing and reading by other sites', async () => {
  const { ask } = await startConsole();
  for (const path of ['/', '/api/delivery', '/nothing']) {
    const { headers } = await ask(path);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  }
});

test('data is never kept by the browser', async () => {
  const { ask } = await startConsole();
  expect((await ask('/api/delivery')).headers['cache-control']).toBe('no-store');
});

test('refuses other names, other origins and changes without the header', async () => {
  const { consoleUrl, emulator, ask } = await startConsole();
  expect((await ask('/api/delivery', { headers: { Host: 'evil.example' } })).status).toBe(403);
  expect((await ask('/api/faults', { method: 'DELETE', headers: { Origin: 'http://evil.example' } })).status).toBe(403);
  emulator.injectFault({ kind: 'reset' });
  expect((await call(`${consoleUrl}/api/faults`, { method: 'DELETE' })).status).toBe(403);
  expect(emulator.faults()).toHaveLength(1);
});

test('says what is wrong with a request, in JSON', async () => {
  const { ask } = await startConsole();
  expect(await ask('/api/nothing')).toMatchObject({ status: 404, body: '{"error":"There is no such page."}' });
  const wrong = await ask('/api/devices', { method: 'DELETE' });
  expect([wrong.status, wrong.headers.allow]).toEqual([405, 'POST']);
  expect(await ask('/api/devices', { method: 'POST', body: 'x' })).toMatchObject({
    ...{ status: 400, body: '{"error":"the body is not JSON."}' },
  });
});

test('a JSON body beyond the bound is refused', async () => {
  const { ask } = await startConsole();
  const { status } = await ask('/api/devices', { method: 'POST', body: Buffer.alloc(5 * 1024 * 1024) });
  expect(status).toBe(413);
});

test('strange targets are answered, not fatal', async () => {
  const { ask } = await startConsole();
  for (const path of ['//', '/%', '/?a=%', '/api/devices/%/x/y']) {
    expect((await ask(path)).status).toBeLessThan(504);
  }
});

test('what the console asks does not stand in the request log and meets no fault', async () => {
  const { emulator, ask } = await startConsole();
  const before = emulator.requests().length;
  emulator.injectFault({ kind: 'status', status: 500 });
  expect((await ask('/api/delivery')).status).toBe(200);
  expect(emulator.requests()).toHaveLength(before);
  expect(emulator.faults()).toHaveLength(1);
});
