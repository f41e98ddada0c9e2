import { expect, test } from 'vitest';
import { FAULT_FIELDS } from '../../src/faults/check.ts';
import { formatHelp } from '../../src/cli/help.ts';

test('the help names every kind of fault and each of its fields', () => {
  for (const [kind, fields] of Object.entries(FAULT_FIELDS)) {
    expect(formatHelp()).toContain(kind);
    for (const field of fields) expect(formatHelp()).toContain(field.replace('?', ''));
  }
});
