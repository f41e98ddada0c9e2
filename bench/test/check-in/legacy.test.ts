import { expect, test } from 'vitest';

import { formatLegacyCheckIn } from '../../src/check-in/legacy.ts';

test('the Python engine writes three reports, reads two commands, and asks for the time, each alone (gwe 51, 66)', () => {
  const requests = formatLegacyCheckIn({ engine_report: '{"a": 1}', device_info: 'b', usage_report: 'c' });
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'GET', 'GET', 'GET']);
  expect(requests[0]?.body).toBe('engine_report=%7B%22a%22%3A+1%7D');
  expect(requests.at(-1)?.path).toBe('/timestamp');
});
