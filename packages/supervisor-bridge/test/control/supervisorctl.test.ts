import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, type TestContext, vi } from 'vitest';
import { createSupervisorctl } from '../../src/control/supervisorctl.ts';
import { answerWith } from '../support/answers.ts';
import type { OpenDriver } from '../support/bed.ts';
import { testDriver } from '../support/conformance.ts';
import { temporaryFolder } from '../support/folders.ts';
import { testOutages } from '../support/outage.ts';
import { errorOf } from '../support/refusal.ts';

// Many real processes: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000 });

const open: OpenDriver = ({ confPath }) => createSupervisorctl({ confPath });

describe('conformance', () => {
  testDriver(open);
});

describe('outages', () => {
  testOutages(open, 'ctl');
});

/** A main conf for supervisorctl whose socket answers every request in one way. */
async function clientOf(
  context: TestContext,
  status: number,
  body: string,
): Promise<ReturnType<typeof createSupervisorctl>> {
  const socket = await answerWith(context, status, body);
  const confPath = join(temporaryFolder(context), 'c');
  writeFileSync(confPath, `[supervisorctl]\nserverurl=unix://${socket}\n`);
  return createSupervisorctl({ confPath });
}

test.concurrent('a password that is not known, and a supervisord on its way down (supervisord 3)', async (context) => {
  const locked = await clientOf(context, 401, '');
  expect((await errorOf(() => locked.status())).code).toBe('SUPERVISOR_UNAUTHORIZED');
  const member = (name: string, value: string): string =>
    `<member><name>${name}</name><value>${value}</value></member>`;
  const fault = member('faultCode', '<int>6</int>') + member('faultString', '<string>SHUTDOWN_STATE</string>');
  const body = `<?xml version='1.0'?><methodResponse><fault><value><struct>${fault}</struct></value></fault></methodResponse>`;
  const leaving = await clientOf(context, 200, body);
  expect((await errorOf(() => leaving.start('app'))).code).toBe('SUPERVISOR_SHUTTING_DOWN');
});

test.concurrent('no supervisord, no conf, no supervisorctl (supervisord 3)', async (context) => {
  const confPath = join(temporaryFolder(context), 'c');
  const client = createSupervisorctl({ confPath });
  expect((await errorOf(() => client.status())).code).toBe('SUPERVISOR_CONF_BROKEN');
  writeFileSync(confPath, '[supervisorctl]\nserverurl=unix:///tmp/sb-none.sock\n');
  for (const call of [() => client.status(), () => client.update()]) {
    expect((await errorOf(call)).code).toBe('SUPERVISOR_DOWN');
  }
  const absent = createSupervisorctl({ confPath, command: '/nonexistent/supervisorctl' });
  const error = await errorOf(() => absent.status());
  expect(error.code).toBe('SUPERVISOR_NOT_INSTALLED');
  expect(error.message).toContain('apt-get install supervisor');
});
