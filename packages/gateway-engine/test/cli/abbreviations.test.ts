import { expect, test } from 'vitest';

import { expandAbbreviations } from '../../src/cli/abbreviations.ts';

const OPTIONS = ['--set-product-id', '--set-uuid', '--set-update-interval', '--once'];

test('completes a long option that is cut short, as argparse did', () => {
  expect(expandAbbreviations(['--set-p', 'X', '--on'], OPTIONS)).toEqual(['--set-product-id', 'X', '--once']);
  expect(expandAbbreviations(['--set-prod=X=Y'], OPTIONS)).toEqual(['--set-product-id=X=Y']);
});

test('leaves alone what fits several options, short options, values and what follows --', () => {
  const argv = ['--set-u', '-o', 'value', '--', '--on'];
  expect(expandAbbreviations(argv, OPTIONS)).toEqual(argv);
});
