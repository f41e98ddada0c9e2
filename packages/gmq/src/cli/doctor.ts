import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createDeviceClient, isDeviceClientError } from '@gateway-engine/device-client';
import type { ConfigFile } from '../config/config-file.ts';
import { GMQ_DEFAULTS } from '../gmq.ts';
import { isGmqError } from '../errors.ts';
import { createDiskStore } from '../store/disk-store.ts';
import { ask, formatAddress, type Address } from './ask.ts';
import { formatDuration } from './format-status.ts';

/** What was found about one thing. */
export interface Finding {
  readonly subject: string;
  readonly verdict: 'ok' | 'warning' | 'problem';
  /** What was found and, unless it is ok, what to do. */
  readonly text: string;
}

/** What is looked at. */
export interface Patient {
  readonly files: readonly ConfigFile[];
  readonly dataDir: string;
  readonly minFreeBytes: number;
  readonly platformUrl: string;
  readonly address: Address;
}

/** Looks at everything that gmq needs, and says what to do. Changes nothing but what a start would. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const running = await isRunning(patient.address);
  return [
    ...patient.files.flatMap(examineConfig),
    running,
    await examineStore(join(patient.dataDir, GMQ_DEFAULTS.fileName), running.verdict === 'ok'),
    examineDisk(patient),
    ...(await examinePlatform(patient.platformUrl)),
  ];
}

/** A line per finding. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings.map(({ subject, verdict, text }) => `${verdict.padEnd(8)} ${subject.padEnd(12)} ${text}\n`).join('');
}

function examineConfig(file: ConfigFile): readonly Finding[] {
  try {
    const { faults, unknown } = file.read();
    const problems = faults.map((text) => ({ subject: 'config', verdict: 'problem', text }) as const);
    const warnings = unknown.map((text) => ({ subject: 'config', verdict: 'warning', text }) as const);
    if (problems.length + warnings.length > 0) return [...problems, ...warnings];
    return [{ subject: 'config', verdict: 'ok', text: file.path }];
  } catch (error) {
    return [{ subject: 'config', verdict: 'problem', text: messageOf(error) }];
  }
}

async function isRunning(address: Address): Promise<Finding> {
  try {
    (await ask(address, { method: 'GET', path: '/status' })).resume();
    return { subject: 'gmq', verdict: 'ok', text: `runs at ${formatAddress(address)}` };
  } catch (error) {
    return { subject: 'gmq', verdict: 'warning', text: messageOf(error) };
  }
}

async function examineStore(path: string, isHeld: boolean): Promise<Finding> {
  const subject = 'data file';
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    return { subject, verdict: 'warning', text: `${path} is not there yet: the first start makes it.` };
  if ((stat.mode & 0o077) !== 0) {
    return { subject, verdict: 'problem', text: `${path} can be read by others and holds CIKs: chmod 600 ${path}` };
  }
  if (isHeld) return { subject, verdict: 'ok', text: `${path}, ${stat.size} bytes, in use` };
  const store = createDiskStore({ path });
  try {
    await store.open();
    const messages = store.totals().reduce((sum, total) => sum + total.messages, 0);
    return { subject, verdict: 'ok', text: `${path}, ${stat.size} bytes, ${messages} messages wait` };
  } catch (error) {
    return { subject, verdict: 'problem', text: messageOf(error) };
  } finally {
    store.close();
  }
}

function examineDisk({ dataDir, minFreeBytes }: Patient): Finding {
  const subject = 'free disk';
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    return decideDisk(bavail * bsize, minFreeBytes, dataDir);
  } catch (error) {
    return { subject, verdict: 'warning', text: `${dataDir} cannot be looked at: ${messageOf(error)}` };
  }
}

/** Whether there is room, and room to spare. */
export function decideDisk(freeBytes: number, minFreeBytes: number, folder: string): Finding {
  const [subject, found] = ['free disk', `${Math.floor(freeBytes / 1024 / 1024)} MiB are free in ${folder}`];
  if (freeBytes < minFreeBytes) {
    const text = `${found}, less than [db] min_free_bytes: values are refused. Make room, or lower the bound.`;
    return { subject, verdict: 'problem', text };
  }
  if (freeBytes < 2 * minFreeBytes)
    return { subject, verdict: 'warning', text: `${found}: soon too little. Make room.` };
  return { subject, verdict: 'ok', text: found };
}

async function examinePlatform(baseUrl: string): Promise<readonly Finding[]> {
  const client = createDeviceClient({ baseUrl, userAgent: GMQ_DEFAULTS.userAgent });
  const startedMs = performance.now();
  try {
    const seconds = await client.timestamp();
    const tookMs = performance.now() - startedMs;
    const answers = {
      subject: 'platform',
      verdict: 'ok',
      text: `${baseUrl} answers in ${Math.round(tookMs)} ms`,
    } as const;
    return [answers, decideClock(Date.now() - (seconds * 1000 + 500 + tookMs / 2))];
  } catch (error) {
    const isThere = isDeviceClientError(error) && error.status !== undefined;
    const verdict = isThere ? 'warning' : 'problem';
    const clock = { subject: 'clock', verdict: 'warning', text: 'Not compared: the platform told no time.' } as const;
    return [{ subject: 'platform', verdict, text: messageOf(error) }, clock];
  } finally {
    await client.close();
  }
}

/** Whether the clock is right, as far as a time in whole seconds can tell. */
export function decideClock(offMs: number): Finding {
  const off = formatDuration(Math.abs(offMs));
  if (Math.abs(offMs) <= 2000) return { subject: 'clock', verdict: 'ok', text: 'agrees with the platform' };
  const text = `is ${off} ${offMs > 0 ? 'ahead of' : 'behind'} the platform. Times are put right, but set it: use NTP.`;
  return { subject: 'clock', verdict: 'warning', text };
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return isGmqError(error) ? `${message} (${error.code})` : message;
}
