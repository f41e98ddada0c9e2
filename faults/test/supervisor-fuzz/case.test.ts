import { expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeCase } from '../../src/supervisor-fuzz/case.ts';

const cases = (seed: number): readonly unknown[] => {
  const random = createRandom(seed);
  return Array.from({ length: 200 }, () => makeCase(random));
};

test('the same seed gives the same cases, another seed others', () => {
  expect(cases(7)).toEqual(cases(7));
  expect(cases(7)).not.toEqual(cases(8));
});

test('all kinds of cases come, with the bytes that hurt', () => {
  const text = JSON.stringify(cases(7));
  for (const part of ['"definition"', '"app"', '"file"', '\\\\u0000', 'inet_http_server', '%(here)s', '\\n ']) {
    expect(text).toContain(part.replace('\\\\u', '\\u'));
  }
});
