import { mkdtempSync, rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/** A short path, as the path of a unix socket may have 99 bytes only. Removed when the test has finished. */
export function temporaryFolder(): string {
  const path = mkdtempSync('/tmp/sb-');
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}
