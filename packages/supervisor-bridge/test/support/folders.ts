import { mkdtempSync, rmSync } from 'node:fs';
import { onTestFinished, type TestContext } from 'vitest';

/**
 * A short path, as the path of a unix socket may have 99 bytes only. Removed when the test has finished; tests that
 * run concurrently give their context.
 */
export function temporaryFolder(context: Pick<TestContext, 'onTestFinished'> = { onTestFinished }): string {
  const path = mkdtempSync('/tmp/sb-');
  context.onTestFinished(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}
