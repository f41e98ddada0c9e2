import { readFile } from 'node:fs/promises';
import { loadavg, release, uptime } from 'node:os';

/** Facts about the machine that the Python engine did not report; keys of `device_info` beside the four texts. */
export interface MachineFacts {
  /** Release of the kernel, such as `6.1.0-18-armmp`. */
  readonly kernel: string;
  /** What `/etc/os-release` calls the system; empty where there is none. */
  readonly os: string;
  /** Seconds since the machine was started. */
  readonly uptime_s: number;
  /** Load over 1, 5 and 15 minutes. */
  readonly load: readonly number[];
  /** Hottest sensor in degrees Celsius; null where the machine shows none. */
  readonly temperature_c: number | null;
  /** What the machine takes for the time, in epoch seconds: a machine without RTC starts in 1970. */
  readonly clock_s: number;
}

/**
 * Collects them without spawning a process.
 *
 * @param nowMs the machine's time in milliseconds since the epoch
 */
export async function collectMachineFacts(nowMs: number): Promise<MachineFacts> {
  return {
    kernel: release(),
    os: parseOsRelease(await readText('/etc/os-release')),
    uptime_s: Math.floor(uptime()),
    load: loadavg().map((value) => Number(value.toFixed(2))),
    temperature_c: await readTemperature('/sys/class/thermal'),
    clock_s: Math.floor(nowMs / 1000),
  };
}

/** The name for people in a file of the form of os-release(5). */
export function parseOsRelease(text: string): string {
  const [, value = ''] = /^PRETTY_NAME=(.*)$/m.exec(text) ?? [];
  return value.replace(/^(["'])(.*)\1$/, '$2');
}

/** More zones than any board has. */
const MAX_ZONES = 32;

/** The hottest zone below `folder`, where the kernel writes thousandths of a degree. */
export async function readTemperature(folder: string): Promise<number | null> {
  const zones = Array.from({ length: MAX_ZONES }, (_, zone) => `${folder}/thermal_zone${zone}/temp`);
  const texts = await Promise.all(zones.map(readText));
  const degrees = texts.filter((text) => /^-?\d+\s*$/.test(text)).map((text) => Number(text) / 1000);
  return degrees.length === 0 ? null : Math.max(...degrees);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // A machine need not have it, and the rest of the report is worth sending all the same.
    return '';
  }
}
