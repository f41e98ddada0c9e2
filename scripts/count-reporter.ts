import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/**
 * Closes every run with `N passed, N failed`, counted by the runner itself.
 * What breaks a run without failing a test (a file that does not load, an unhandled error, no test at all) counts as a
 * failure, so that the line never says less than the exit code.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: TestRunEndReason): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      if (module.state() === 'failed' && !module.children.allTests('failed').next().value) failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
    }
    if (failed === 0 && (reason === 'failed' || passed === 0)) failed = 1;
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // After the default reporter's own summary, whatever the order in which reporters are called.
    process.once('exit', () => {
      process.stdout.write(`${line}\n`);
    });
  }
}
