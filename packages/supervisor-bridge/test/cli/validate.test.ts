import { expect, test } from 'vitest';
import { checkFile } from '../../src/cli/validate.ts';

const keys = (text: string): readonly string[] => checkFile(Buffer.from(text), 'app').findings.map(({ key }) => key);

test("takes an application's conf and a file of supervisord's folder for what they are", () => {
  expect(keys('[supervisord]\ncommand = /bin/true\n')).toEqual([]);
  expect(keys('[program:x]\ncommand = /bin/true\n')).toEqual([]);
  expect(keys('[program:x]\nautostart = no\n')).toEqual(['command']);
  expect(keys('[program:x]\ncommand = a\n[inet_http_server]\nport = 1\n')).toContain('[inet_http_server]');
  expect(keys('no section')).toEqual(['section']);
});
