import { expect, test } from 'vitest';
import { scrub } from '../src/complaint.ts';

test('drops the names of all environment variables from what supervisord says (supervisord 1.2)', () => {
  const text =
    "Error: Format string '%(x)s' for 'program:a.command' contains names ('x') which cannot be expanded. " +
    "Available names: ENV_SECRET_NAME, here in section 'program:a' (file: '/c/a.conf')\nFor help, use -c -h";
  expect(scrub(text)).toBe(
    "Format string '%(x)s' for 'program:a.command' contains names ('x') which cannot be expanded. in section 'program:a' (file: '/c/a.conf')",
  );
});

test('drops the place in the source of supervisorctl', () => {
  expect(scrub("error: <class 'X'>, refused: file: /usr/lib/x.py line: 557")).toBe("error: <class 'X'>, refused");
});
