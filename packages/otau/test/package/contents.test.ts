import { expect, test } from 'vitest';
import { type ArchiveEntry } from '../../src/archive/entry-policy.ts';
import { createJudgement, findContents, isJunk } from '../../src/package/contents.ts';

function entries(...paths: readonly string[]): ArchiveEntry[] {
  return paths.map((path) => ({
    type: path.endsWith('/') ? 'directory' : 'file',
    path: path.replace(/\/$/, ''),
    sizeBytes: 0,
    mode: 0,
    mtimeSeconds: 0,
  }));
}

test.each([
  ['content at the root', ['install.sh', 'lib/', 'lib/a'], '', 'install.sh'],
  ['a single top directory', ['app/', 'app/install.sh', 'app/x'], 'app', 'install.sh'],
  ['a top directory that is only implied', ['app/setup.py'], 'app', 'setup.py'],
  ['the root announced as ./', ['', 'app/', 'app/install.sh'], 'app', 'install.sh'],
  ['macOS junk beside the top directory', ['._app', 'app/', 'app/install.sh'], 'app', 'install.sh'],
  ['both installers', ['setup.py', 'install.sh'], '', 'install.sh'],
  ['two top directories', ['a/install.sh', 'b/x'], '', undefined],
  ['an installer too deep', ['a/b/install.sh'], 'a', undefined],
])('finds root and installer: %s (otau 1.2, gwe 88)', (_, paths, root, installer) => {
  expect(findContents(entries(...paths), new Map())).toMatchObject({ root, installer });
});

test('keeps whole only what decides, however many scripts a package has', () => {
  const judge = createJudgement();
  expect(judge('app/install.sh')).toBe(65_536);
  expect(judge('other/install.sh')).toBe(4096);
  expect(judge('app/readme')).toBe(0);
  const kept = Array.from({ length: 1000 }, (_, index) => judge(`app/${index}.sh`)).filter((bytes) => bytes > 0);
  expect(kept.length).toBeLessThanOrEqual(200);
});

test('knows what macOS leaves behind', () => {
  expect(['a/._b', '.DS_Store', '__MACOSX/a'].every(isJunk)).toBe(true);
  expect(['a._b', 'DS_Store'].some(isJunk)).toBe(false);
});
