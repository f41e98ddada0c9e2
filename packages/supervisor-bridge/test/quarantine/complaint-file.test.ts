import { expect, test } from 'vitest';
import { findCulprit } from '../../src/quarantine/complaint-file.ts';

test.each([
  ["bad value in section 'program:a' (file: '/c/a.conf')", { file: '/c/a.conf' }],
  ["File contains no section headers.\nfile: '/c/a.conf', line: 1\n'x'", { file: '/c/a.conf' }],
  ["Source contains parsing errors: '/c/a.conf'\n\t[line  3]: 'foo\\n'", { file: '/c/a.conf' }],
  [
    "The directory named as part of the path /l/x.log does not exist in section 'program:a' (file: '/c/a.conf')",
    { file: '/c/a.conf', log: '/l/x.log' },
  ],
  ["'utf-8' codec can't decode byte 0xe9 in position 5: invalid continuation byte", {}],
])('reads the file out of %j (supervisord 1.7)', (complaint, culprit) => {
  expect(findCulprit(complaint)).toEqual(culprit);
});
