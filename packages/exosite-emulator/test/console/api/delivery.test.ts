import { expect, test } from 'vitest';
import { deviceCall } from '../../support/call.ts';
import { startConsole } from '../../support/console.ts';

test('tells gaps, and how late the values of a queue came', async () => {
  const { ask, stack, cik, clock } = await startConsole();
  const now = Math.floor(clock.nowMs / 1000);
  const times = [500, 490, 480, 470, 460, 100].map((ago) => `${now - ago}=1`);
  await deviceCall(`${stack}/temperature`, cik, times.join('&'));
  const { body } = await ask('/api/delivery');
  expect(JSON.parse(body)).toMatchObject({
    ...{ leftOut: 0, queues: [] },
    series: [{ alias: 'temperature', gaps: [{ missing: 35 }], late: { values: 6, maxDelaySeconds: 500 } }],
  });
});
