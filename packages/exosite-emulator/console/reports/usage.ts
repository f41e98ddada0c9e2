import { isFields } from '../../src/console/json-fields.ts';
import { parseReport } from '../../src/console/engine-apps.ts';

/** Traffic of one source over one interface (gwe 59). */
export interface UsageRow {
  readonly interfaceName: string;
  readonly group: string;
  readonly source: string;
  readonly requests: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly maxReceivedBytes: number;
  readonly maxSentBytes: number;
}

/**
 * The rows of a `usage_report`: interface, group, source, or without the group in its older form. What has no numbers is
 * passed over, such as `top_consumer`.
 */
export function parseUsage(text: string): readonly UsageRow[] {
  const rows: UsageRow[] = [];
  for (const [interfaceName, groups] of Object.entries(parseReport(text) ?? {})) {
    if (!isFields(groups)) continue;
    for (const [group, sources] of Object.entries(groups)) {
      if (!isFields(sources)) continue;
      if (isUsage(sources)) rows.push(toRow(interfaceName, '', group, sources));
      for (const [source, usage] of Object.entries(sources)) {
        if (isFields(usage) && isUsage(usage)) rows.push(toRow(interfaceName, group, source, usage));
      }
    }
  }
  return rows.sort((left, right) => totalOf(right) - totalOf(left));
}

/** Received and sent together. */
export function totalOf({ receivedBytes, sentBytes }: UsageRow): number {
  return receivedBytes + sentBytes;
}

type Fields = Readonly<Record<string, unknown>>;

function isUsage(fields: Fields): boolean {
  return typeof fields['tot_rx'] === 'number' || typeof fields['tot_tx'] === 'number';
}

function toRow(interfaceName: string, group: string, source: string, fields: Fields): UsageRow {
  const number = (name: string): number => {
    const value = fields[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  return {
    ...{ interfaceName, group, source },
    requests: number('num'),
    receivedBytes: number('tot_rx'),
    sentBytes: number('tot_tx'),
    maxReceivedBytes: number('max_rx'),
    maxSentBytes: number('max_tx'),
  };
}
