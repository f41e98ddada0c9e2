import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { parseEndpoint } from '../../src/rpc/endpoint.ts';
import { createSupervisorRpc } from '../../src/rpc/supervisor-rpc.ts';
import type { OpenDriver } from '../support/bed.ts';
import { testDriver } from '../support/conformance.ts';
import { answerWith } from '../support/answers.ts';
import { testOutages } from '../support/outage.ts';
import { errorOf } from '../support/refusal.ts';

// Many real processes: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000 });

const open: OpenDriver = ({ confPath }) => {
  const endpoint = parseEndpoint(readFileSync(confPath, 'utf8'));
  return createSupervisorRpc(endpoint ?? { socketPath: '/nonexistent' });
};

describe('conformance', () => {
  testDriver(({ socketPath }) => createSupervisorRpc({ socketPath }));
});

describe('outages', () => {
  testOutages(open, 'rpc');
});

test('an answer of someone else is not taken for one of supervisord (supervisord 4)', async (context) => {
  const socketPath = await answerWith(context, 200, '<html>hello</html>');
  const error = await errorOf(() => createSupervisorRpc({ socketPath }).status());
  expect(error.code).toBe('SUPERVISOR_UNEXPECTED');
  expect(error.message).toContain('<html>hello</html>');
});

test('a process without a name or with a state that is none is an error, and not left out', async (context) => {
  const value = '<value><array><data><value><struct></struct></value></data></array></value>';
  const answer = `<methodResponse><params><param>${value}</param></params></methodResponse>`;
  const socketPath = await answerWith(context, 200, answer);
  const rpc = createSupervisorRpc({ socketPath });
  for (const call of [() => rpc.status(), () => rpc.reread(), () => rpc.identify()]) {
    expect((await errorOf(call)).code).toBe('SUPERVISOR_UNEXPECTED');
  }
  await rpc.close();
});

test('any method can be called; an unknown one is a fault (supervisord 4)', async (context) => {
  const member = (name: string, value: string): string =>
    `<member><name>${name}</name><value>${value}</value></member>`;
  const struct = member('faultCode', '<int>1</int>') + member('faultString', '<string>UNKNOWN_METHOD</string>');
  const answer = `<methodResponse><fault><value><struct>${struct}</struct></value></fault></methodResponse>`;
  const rpc = createSupervisorRpc({ socketPath: await answerWith(context, 200, answer) });
  const error = await errorOf(() => rpc.call('supervisor.nope', ['a', 1, true]));
  expect(error.code).toBe('SUPERVISOR_UNEXPECTED');
  expect(error.message).toContain('Cannot nope a 1 true: supervisord answered fault 1 (UNKNOWN_METHOD)');
});

test('a socket that is no absolute path is a mistake of the caller', () => {
  expect(() => createSupervisorRpc({ socketPath: 'run/s.sock' })).toThrow(TypeError);
});
