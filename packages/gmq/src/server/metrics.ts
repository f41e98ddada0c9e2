import type { QueueStats } from '../types.ts';

/** One figure: its name, what it means, and its samples by labels. */
type Figure = readonly [name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]];
type Sample = readonly [labels: Readonly<Record<string, string>>, value: number | undefined];

/** The stats in the text format of Prometheus, version 0.0.4. */
export function formatMetrics(stats: QueueStats): string {
  const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);
  const one = (value: number | undefined): readonly Sample[] => [[{}, value]];
  const perClient = (pick: (client: QueueStats['clients'][number]) => number): readonly Sample[] =>
    stats.clients.map((client) => [{ client: client.client }, pick(client)]);
  const figures: readonly Figure[] = [
    ['gmq_messages', 'gauge', 'Messages that wait.', one(stats.messages)],
    ['gmq_bytes', 'gauge', 'Bytes that wait: values, aliases, 64 bytes per message.', one(stats.bytes)],
    ['gmq_oldest_seconds', 'gauge', 'How long the oldest message has waited.', one(seconds(stats.oldestMs ?? 0))],
    ['gmq_queued_total', 'counter', 'Values taken into the queue since the start.', one(stats.queued)],
    ['gmq_delivered_total', 'counter', 'Values delivered since the start.', one(stats.delivered)],
    ['gmq_dead_letters', 'gauge', 'Dead letters there are.', one(stats.deadLetters)],
    ['gmq_dead_letters_dropped_total', 'counter', 'Dead letters that gave way.', one(stats.deadLettersDropped)],
    [
      'gmq_dropped_total',
      'counter',
      'Messages let go of since the start.',
      Object.entries(stats.dropped).map(([reason, count]) => [{ reason }, count]),
    ],
    ['gmq_retimed_total', 'counter', 'Messages whose time was put right since the start.', one(stats.retimed)],
    [
      'gmq_clock_offset_seconds',
      'gauge',
      'How far this clock is ahead of the platform.',
      one(seconds(stats.clockIsOffMs)),
    ],
    ['gmq_client_messages', 'gauge', 'Messages that wait, by client.', perClient(({ messages }) => messages)],
    [
      'gmq_client_up',
      'gauge',
      '0 while the client waits after a failure.',
      perClient(({ state }) => (state === 'waiting' ? 0 : 1)),
    ],
  ];
  return figures.map(formatFigure).join('');
}

function formatFigure([name, type, help, samples]: Figure): string {
  const lines = samples.flatMap(([labels, value]) => {
    if (value === undefined) return [];
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
    return [`${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`];
  });
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
