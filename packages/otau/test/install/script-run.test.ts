import { expect, test } from 'vitest';
import { resolveOptions } from '../../src/install/options.ts';
import { runScript } from '../../src/install/script-run.ts';
import { type ScriptRequest, type ScriptResult } from '../../src/install/scripts.ts';
import { fakeHost } from '../fixtures/app.ts';
import { matching } from '../fixtures/text.ts';

const script = { kind: 'install.sh', cwd: '/tree/top', name: 'a', version: '1', fileName: 'a.v1.tar.gz' } as const;

async function run(result: Partial<ScriptResult>) {
  const requests: ScriptRequest[] = [];
  const scripts = {
    run(request: ScriptRequest): Promise<ScriptResult> {
      requests.push(request);
      const ended = { exitCode: 0, signal: undefined, timedOut: false, output: 'o', durationMs: 5 };
      return Promise.resolve({ ...ended, ...result });
    },
  };
  const options = resolveOptions({ stateDir: '/state', host: fakeHost(), scripts, env: { A: 'b' } });
  return { requests, running: await Promise.allSettled([runScript(script, options, undefined)]) };
}

test('runs below the unwrapped directory, with the name and version in the environment (otau 1.2)', async () => {
  const { requests } = await run({});
  expect(requests).toMatchObject([
    { kind: 'install.sh', cwd: '/tree/top', env: { A: 'b', GWE_APP_NAME: 'a', GWE_APP_VERSION: '1' } },
  ]);
});

test.each([
  [
    { timedOut: true, exitCode: undefined },
    { code: 'OTAU_SCRIPT_TIMEOUT', output: 'o' },
  ],
  [{ exitCode: 2 }, { code: 'OTAU_SCRIPT_FAILED', exitCode: 2, output: 'o' }],
  [
    { exitCode: undefined, signal: 'SIGSEGV' },
    { code: 'OTAU_SCRIPT_FAILED', message: matching(/SIGSEGV/) },
  ],
])('%j is a failure that carries the output (otau 3.5)', async (result, reason) => {
  const { running } = await run(result);
  expect(running[0]).toMatchObject({ status: 'rejected' });
  await expect(Promise.reject((running[0] as PromiseRejectedResult).reason as Error)).rejects.toMatchObject(reason);
});
