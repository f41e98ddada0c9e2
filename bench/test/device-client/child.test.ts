import { expect, test } from 'vitest';

import { requireFigures } from '../../src/device-client/child.ts';

test('takes numbers by name from a child, and nothing else', () => {
  expect(requireFigures({ ms: 1, rssMb: 2, text: 'x' })).toEqual({ ms: 1, rssMb: 2 });
  expect(() => requireFigures(undefined)).toThrow(TypeError);
});
