import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import * as t from '../../src/otau-corpus/tar.ts';
import { createChoice } from '../../src/otau-fuzz/choice.ts';
import { compress, mendChecksums, mutateParts, mutateTar } from '../../src/otau-fuzz/mutate.ts';

const choice = () => createChoice(createRandom(1));

test('a mended header is one for GNU tar, too', () => {
  const tar = Buffer.from(t.tar(t.file('abc', 'x')));
  tar.write('z', 0);
  const list = () => spawnSync('tar', ['-tf', '-'], { input: tar, encoding: 'utf8' });
  expect(list().status).not.toBe(0);
  mendChecksums(tar);
  expect(list().stdout).toBe('zbc\n');
});

test('mutations change something, sooner or later each in another way', () => {
  const random = choice();
  const results = new Set<string>();
  for (let run = 0; run < 50; run++) {
    const parts = [t.file('a'), t.file('b')];
    mutateParts(parts, random);
    const tar = Buffer.from(t.tar(...parts));
    mutateTar(tar, random);
    results.add(compress(tar, random).toString('base64'));
  }
  expect(results.size).toBeGreaterThan(40);
});

test('an empty archive is left as it is', () => {
  mutateTar(Buffer.of(), choice());
  mutateParts([], choice());
});
