/** What one step of the demo found to hold. */
export interface StepResult {
  readonly title: string;
  /** What was seen, in a few words. */
  readonly evidence: string;
  readonly ok: boolean;
  readonly seconds: number;
}

/** Shows a step while it runs: on a terminal it is rewritten in place, in a log it is one line. */
export function createProgress(out: NodeJS.WriteStream): { begin(title: string): void; end(result: StepResult): void } {
  return {
    begin(title) {
      if (out.isTTY) out.write(`  … ${title}`);
    },
    end({ title, evidence, ok, seconds }) {
      const line = `  ${ok ? '✓' : '✗'} ${title} (${seconds.toFixed(1)} s)\n      ${evidence}\n`;
      out.write(out.isTTY ? `\r\u001b[2K${line}` : line);
    },
  };
}

/** The table at the end: what was asserted, and whether it held. */
export function formatResults(results: readonly StepResult[]): string {
  const width = Math.max(...results.map(({ title }) => title.length));
  const rows = results.map(
    ({ title, ok, seconds }) =>
      `  ${ok ? 'held  ' : 'FAILED'}  ${title.padEnd(width)}  ${seconds.toFixed(1).padStart(5)} s`,
  );
  const failed = results.filter(({ ok }) => !ok).length;
  const total = results.reduce((sum, { seconds }) => sum + seconds, 0);
  const verdict = failed === 0 ? `all ${results.length} held` : `${failed} of ${results.length} FAILED`;
  return `${rows.join('\n')}\n\n  ${verdict}, ${total.toFixed(0)} s\n`;
}
