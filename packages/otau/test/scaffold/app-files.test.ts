import { expect, test } from 'vitest';
import { appFiles } from '../../src/scaffold/app-files.ts';

test('a program has a conf that runs what its installer puts in place', () => {
  const files = appFiles({ name: 'coffee', version: '1', kind: 'program', language: 'python' });
  expect(Object.keys(files)).toEqual(['install.sh', 'supervisor.conf', 'app.py', 'gwe-buildfile.json', 'README.md']);
  expect(files['install.sh']?.text).toContain('mv "$folder/app.py.new" "$folder/app.py"');
  expect(files['supervisor.conf']?.text).toContain('exec python3 -u "${GWE_ROOT:-}/usr/local/lib/coffee/app.py"');
});

test('a one-off app is its script (otau 1.3)', () => {
  const files = appFiles({ name: 'look', version: '1', kind: 'one-off', language: 'sh' });
  expect(Object.keys(files)).toEqual(['install.sh', 'gwe-buildfile.json', 'README.md']);
  expect(JSON.parse(files['gwe-buildfile.json']?.text ?? '')).toMatchObject({ includes: ['install.sh'] });
});
