import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createEngineConfig, ENGINE_DEFAULTS, readLevel } from '../../src/configuration/engine-config.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function configWith(text?: string) {
  const path = join(await temporaryFolder(), 'Engine.config');
  if (text !== undefined) await writeFile(path, text);
  return createEngineConfig(path);
}

test('without a file the defaults hold: four hours, INFO (gwe 42)', async () => {
  const config = await configWith();
  expect(await config.read()).toEqual(ENGINE_DEFAULTS);
  expect(ENGINE_DEFAULTS.updateIntervalS).toBe(14_400);
});

test('a change is there for the next reader, and nothing else in the file is touched (gwe 17, 18, 41)', async () => {
  const config = await configWith('# ours\n[engine]\ndebug_level = warning\n');
  await config.update({
    updateIntervalS: 60,
    userAgent: 'mine/1',
    platformUrl: 'http://127.0.0.1:8088',
    longPoll: true,
    healthySeconds: 0,
    signatures: 'required',
  });
  expect(await createEngineConfig(config.path).read()).toEqual({
    updateIntervalS: 60,
    debugLevel: 'WARNING',
    userAgent: 'mine/1',
    platformUrl: 'http://127.0.0.1:8088',
    longPoll: true,
    healthySeconds: 0,
    signatures: 'required',
  });
  expect(await readFile(config.path, 'utf8')).toContain('# ours\n');
  await config.update({ userAgent: '' });
  expect((await config.read()).userAgent).toBe('');
});

test('all mistakes are told at once, with the key that was meant', async () => {
  const config = await configWith(
    '[engine]\nupdate_intervall = 5\nupdate_interval = soon\ndebug_level = LOUD\nplatform_url = ftp://x\nlong_poll = often\nsignatures = some\n',
  );
  const error = await config.read().catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'GATEWAY_CONFIG_INVALID',
    message: expect.stringContaining(config.path) as string,
  });
  const { findings } = error as { findings: readonly string[] };
  expect(findings).toHaveLength(6);
  expect(findings[0]).toContain('did you mean update_interval?');
});

test('a change that would leave an unusable file is refused, and the file stays', async () => {
  const config = await configWith('[engine]\nupdate_interval = 60\n');
  await expect(config.update({ platformUrl: 'no url' })).rejects.toMatchObject({ code: 'GATEWAY_CONFIG_INVALID' });
  expect(await readFile(config.path, 'utf8')).toBe('[engine]\nupdate_interval = 60\n');
});

test('levels are taken in any case', () => {
  expect(readLevel('debug')).toBe('DEBUG');
  expect(readLevel('')).toBeUndefined();
  expect(() => readLevel('verbose')).toThrow(/DEBUG, INFO/);
});

test('a switch is taken in the words of the old configuration files', async () => {
  for (const word of ['on', 'True', 'yes', '1']) {
    expect((await (await configWith(`[engine]\nlong_poll = ${word}\n`)).read()).longPoll).toBe(true);
  }
  expect((await (await configWith('[engine]\nlong_poll = No\n')).read()).longPoll).toBe(false);
});
