import { expect, test } from 'vitest';
import { parseIni } from '../../src/config/ini.ts';
import { isLogged, LOGGING_CFG_OPTIONS } from '../../src/config/logging-cfg.ts';
import { checkConfig } from '../../src/config/options.ts';

const check = (text: string) => checkConfig(LOGGING_CFG_OPTIONS, parseIni(text), 'logging.cfg');

test('a logger has its own level or that of the root (gwe K140)', () => {
  const config = check('[logger_root]\nlevel = WARNING\n[logger_db]\nlevel = DEBUG\n');
  expect([isLogged(config, 'unq', 'INFO'), isLogged(config, 'unq', 'ERROR')]).toEqual([false, true]);
  expect(isLogged(config, 'db', 'DEBUG')).toBe(true);
});

test('by default everything but the details is logged', () => {
  expect([isLogged(check(''), 'db', 'DEBUG'), isLogged(check(''), 'db', 'INFO')]).toEqual([false, true]);
  expect(check('[logger_db]\nlevel = LOUD\n').faults).toHaveLength(1);
});
