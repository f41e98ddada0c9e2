import { expect, test } from 'vitest';
import { formatMetrics } from '../../src/server/metrics.ts';
import { openQueue } from '../fixtures/open-queue.ts';
import { all, OFFLINE } from '../fixtures/scripted-upstream.ts';

test('every figure has its help, its type and a number, and labels are escaped', async () => {
  const { queue, upstream } = await openQueue();
  upstream.onDeliver = all(OFFLINE);
  const client = { vendor: 'a"b', model: 'c\\d', serial: 'e\nf' };
  await queue.enqueue({ client, alias: 'a', value: '1' });
  await queue.drain();
  const text = formatMetrics(queue.stats());
  expect(text).toContain('# TYPE gmq_messages gauge\ngmq_messages 1\n');
  expect(text).toContain('# TYPE gmq_queued_total counter\ngmq_queued_total 1\n');
  expect(text).toContain('gmq_dropped_total{reason="evicted"} 0\n');
  expect(text).toContain('gmq_client_up{client="a\\"b c\\\\d e\\nf"} 0\n');
  expect(text).not.toContain('gmq_clock_offset_seconds');
  for (const line of text.trim().split('\n')) {
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) gmq_[a-z_]+ .+|gmq_[a-z_]+(?:\{[a-z]+=".*"\})? -?[\d.]+)$/);
  }
});
