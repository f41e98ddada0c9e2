import { expect, test } from 'vitest';
import { createTransport, type PostOptions } from '../../src/rpc/transport.ts';
import { answerWith, listenWith } from '../support/answers.ts';
import { errorOf } from '../support/refusal.ts';

const QUESTION: PostOptions = { what: 'ask', body: '<x/>', timeoutMs: 5000, repeatable: true };

test('keeps its connection, and sends the length that supervisord asks for (supervisord 4)', async (context) => {
  const ports = new Set<unknown>();
  const lengths: (string | undefined)[] = [];
  const socketPath = await listenWith(context, (request, response) => {
    ports.add(request.socket);
    lengths.push(request.headers['content-length']);
    request.resume();
    response.end('yes');
  });
  const transport = createTransport({ socketPath });
  for (let count = 0; count < 3; count += 1) expect(await transport.post(QUESTION)).toBe('yes');
  expect([ports.size, lengths]).toEqual([1, ['4', '4', '4']]);
  transport.close();
  expect(await transport.post(QUESTION)).toBe('yes');
  expect(ports.size).toBe(2);
  transport.close();
});

test('a kept connection that supervisord has closed costs no question, but may cost a command', async (context) => {
  let answered = 0;
  const socketPath = await listenWith(context, (request, response) => {
    request.resume();
    answered += 1;
    if (answered % 2 === 0) request.socket.destroy();
    else response.end('yes');
  });
  const transport = createTransport({ socketPath });
  expect(await transport.post(QUESTION)).toBe('yes');
  expect(await transport.post(QUESTION)).toBe('yes');
  expect(answered).toBe(3);
  const error = await errorOf(() => transport.post({ ...QUESTION, repeatable: false }));
  expect([error.code, error.reason]).toEqual(['SUPERVISOR_DOWN', 'CONNECTION_LOST']);
  transport.close();
});

test('a long answer is not read to its end, a slow one is not awaited', async (context) => {
  const flood = await listenWith(context, (request, response) => {
    request.resume();
    const more = (): void => {
      if (response.destroyed) return;
      response.write('x'.repeat(64 * 1024), more);
    };
    more();
  });
  expect((await errorOf(() => createTransport({ socketPath: flood }).post(QUESTION))).code).toBe(
    'SUPERVISOR_UNEXPECTED',
  );
  const silent = await listenWith(context, (request, response) => {
    request.resume();
    response.write('x');
  });
  const transport = createTransport({ socketPath: silent });
  expect((await errorOf(() => transport.post({ ...QUESTION, timeoutMs: 50 }))).code).toBe('SUPERVISOR_HUNG');
  const abort = new AbortController();
  const reason = new Error('enough');
  const waiting = transport.post({ ...QUESTION, signal: abort.signal });
  abort.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(transport.post({ ...QUESTION, signal: abort.signal })).rejects.toBe(reason);
});

test('user name and password are sent', async (context) => {
  const socketPath = await listenWith(context, (request, response) => {
    request.resume();
    response.end(request.headers.authorization);
  });
  const transport = createTransport({ socketPath, username: 'u', password: 'p:q' });
  expect(await transport.post(QUESTION)).toBe(`Basic ${Buffer.from('u:p:q').toString('base64')}`);
  transport.close();
});

test('an HTTP error is one, whatever its body says', async (context) => {
  const socketPath = await answerWith(context, 500, '<methodResponse/>');
  expect((await errorOf(() => createTransport({ socketPath }).post(QUESTION))).message).toContain('HTTP status 500');
});
