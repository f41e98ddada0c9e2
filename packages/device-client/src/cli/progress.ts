import type { CliHost } from './settings.ts';

const PERIOD_MS = 500;

/** Shows how far a download is, on a terminal only, twice a second at most. */
export function createProgress(
  host: CliHost,
  now: () => number = () => performance.now(),
): { show(have: number, total: number): void; end(): void } {
  const isTerminal = 'isTTY' in host.stderr && host.stderr.isTTY === true;
  let shownAt = -Infinity;
  return {
    show(have, total) {
      if (!isTerminal || (now() - shownAt < PERIOD_MS && have < total)) return;
      shownAt = now();
      host.stderr.write(`\rgdc: ${formatProgress(have, total)} `);
    },
    end() {
      if (shownAt !== -Infinity) host.stderr.write('\n');
    },
  };
}

/** `45 %, 12.3 of 27.0 MB`. */
export function formatProgress(have: number, total: number): string {
  const percent = total === 0 ? 100 : Math.floor((have / total) * 100);
  return `${percent} %, ${(have / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
}
