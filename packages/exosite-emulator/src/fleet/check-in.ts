import { type DeviceCalls } from './device-calls.ts';
import { type CheckInForm } from './types.ts';

const COMMANDS = ['engine_fetch', 'update_interval'] as const;

/** Writes the reports and reads the commands, in one request or in six (gwe 50, 51). */
export async function checkIn(
  calls: DeviceCalls,
  cik: string,
  reports: Readonly<Record<string, string>>,
  form: CheckInForm,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (form === 'oneRoundTrip') return await calls.writeRead(cik, { write: reports, read: COMMANDS }, signal);
  for (const [alias, value] of Object.entries(reports)) {
    await calls.writeRead(cik, { write: { [alias]: value } }, signal);
  }
  const values = new Map<string, string>();
  for (const alias of [...COMMANDS, 'fetch_status']) {
    for (const [name, value] of await calls.writeRead(cik, { read: [alias] }, signal)) values.set(name, value);
  }
  return values;
}
