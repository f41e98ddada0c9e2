import { expect, test } from 'vitest';
import { linesOrNothing } from '../../../src/routes/manage/group-names.ts';

test('an empty list is 204, another one a line each (exosite 4)', () => {
  expect(linesOrNothing([])).toEqual({ status: 204 });
  expect(linesOrNothing(['a', 'b'])).toMatchObject({ status: 200, body: 'a\r\nb\r\n' });
});
