import { formatTable } from '../text-table.ts';
import type { AppStatus, GatewayStatus } from './collect-status.ts';

/** The status as people read it: one screen. */
export function formatStatus(status: GatewayStatus, nowMs: number): string {
  const { queue, disk, pending } = status;
  const identity = [status.vendor, status.model, status.serial].map((part) => (part === '' ? '?' : part)).join(' ');
  const lines = [
    ['gateway', `${identity}, ${status.activated ? 'activated' : 'not activated'}`],
    ['platform', status.platformUrl],
    ['engine', formatEngine(status)],
    ['check-in', formatCheckIn(status, nowMs)],
    ['queue', queue === undefined ? 'no answer' : `${queue.messages} waiting, ${queue.deadLetters} dead letters`],
    ['updates', pending.length === 0 ? 'none waiting' : `waiting: ${pending.join(', ')}`],
    ['disk', `${formatBytes(disk.availableBytes)} of ${formatBytes(disk.totalBytes)} free on ${disk.path}`],
  ] as const;
  const head = lines.map(([name, text]) => `${name.padEnd(10)}${text}\n`).join('');
  return `${head}\n${formatApps(status)}`;
}

/** The table of `gwe apps`. */
export function formatApps({
  apps,
  supervisorError,
}: {
  readonly apps: readonly AppStatus[];
  readonly supervisorError?: string;
}): string {
  const warning = supervisorError === undefined ? '' : `States are not known: ${supervisorError}\n`;
  if (apps.length === 0) return `${warning}No apps are installed.\n`;
  const rows = apps.map(({ name, version, state, uptime }) => [name, version || '-', state || '-', uptime || '-']);
  return `${warning}${formatTable([['app', 'version', 'state', 'uptime'], ...rows], [0, 1, 2, 3])}`;
}

function formatEngine({ running, version, engine }: GatewayStatus): string {
  if (!running) return `not running (version ${version} is installed)`;
  return engine === undefined ? 'running' : `running, version ${engine.version}, process ${engine.pid}`;
}

function formatCheckIn({ running, engine }: GatewayStatus, nowMs: number): string {
  if (engine === undefined) return 'never';
  const { checkedInAtMs, nextAtMs, failures, lastError } = engine;
  const parts = [
    checkedInAtMs === undefined ? 'none yet' : `${formatDuration(nowMs - checkedInAtMs)} ago`,
    ...(failures === 0 ? [] : [`${failures} failed since: ${lastError ?? ''}`]),
    ...(running && nextAtMs !== undefined ? [`next in ${formatDuration(nextAtMs - nowMs)}`] : []),
  ];
  return parts.join('; ');
}

/** `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`: as exact as people want it. A clock that was set back gives `0 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** With the unit that keeps it short: `512 KiB`, `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ''}`;
}
