import { expect, test } from 'vitest';
import { CFG_HELP, DEAD_HELP, DOCTOR_HELP, HELP, LOG_HELP, PEEK_HELP, STATUS_HELP } from '../../src/cli/help.ts';
import { GMQ_CFG_OPTIONS } from '../../src/config/gmq-cfg.ts';

test('every help has the exit codes, and nothing that was not filled in', () => {
  for (const text of [HELP, STATUS_HELP, PEEK_HELP, DEAD_HELP, DOCTOR_HELP, CFG_HELP, LOG_HELP]) {
    expect(text).toMatch(/\nExit codes:\n {2}0 {2}\S/);
    expect(text).not.toMatch(/undefined|OPTIONS/);
  }
});

test('the help of cfg names every option of gmq.cfg', () => {
  for (const { section, key } of GMQ_CFG_OPTIONS) expect(CFG_HELP).toContain(`[${section}] ${key} `);
  expect(LOG_HELP).toContain('[logger_db] level ');
});
