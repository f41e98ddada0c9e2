import { expect, test } from 'vitest';
import { runBuildCommands } from '../../src/build/build-commands.ts';
import { systemClock } from '../../src/clock.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { matching } from '../fixtures/text.ts';

async function run(commands: readonly string[], env?: Readonly<Record<string, string>>): Promise<string> {
  let output = '';
  await runBuildCommands(commands, 'pre_build_cmds', {
    cwd: await freshFolder(),
    ...(env === undefined ? {} : { env }),
    timeoutMs: 30_000,
    clock: systemClock,
    onOutput: (chunk) => (output += Buffer.from(chunk).toString()),
  });
  return output;
}

test('are shell commands with the environment they are given, one after the other (otau 1.4, gwe 106)', async () => {
  const output = await run(['echo $A | tr a-z A-Z > f', 'cat f; echo warning >&2'], {
    PATH: '/usr/bin:/bin',
    A: 'value',
  });
  expect(output).toBe('VALUE\nwarning\n');
});

test('the first that fails ends the run, with its output in the error', async () => {
  await expect(run(['echo first', 'echo why >&2; exit 4', 'echo never'])).rejects.toMatchObject({
    code: 'OTAU_BUILD_FAILED',
    exitCode: 4,
    output: 'why\n',
    message: matching(/"echo why >&2; exit 4" of pre_build_cmds ended with 4/),
  });
});
