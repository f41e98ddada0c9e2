import { expect, test } from 'vitest';

import { createAudit } from '../../src/gateway-soak/audit.ts';

test('an idle check-in is one request, then the interval', () => {
  const audit = createAudit(() => 0);
  audit.wake(true);
  audit.request();
  audit.sleep(900_000, 900);
  expect(audit).toMatchObject({ idleCheckIns: 1, problems: [] });
});

test('two requests, a silence beyond the interval, a hurry and a failure without a reason are told', () => {
  const audit = createAudit(() => 0);
  audit.wake(true);
  audit.request();
  audit.request();
  audit.sleep(900_000, 900);
  audit.wake(false);
  audit.sleep(1_000_000, 900);
  audit.wake(true);
  audit.request();
  audit.sleep(5000, 900);
  audit.wake(true);
  audit.failure();
  audit.sleep(5000, 900);
  expect(audit.problems).toHaveLength(4);
});

test('a pause between two writes is not the end of a check-in', () => {
  const audit = createAudit(() => 0);
  audit.wake(true);
  audit.sleep(1000, 900);
  expect(audit.checkIns).toBe(0);
});
