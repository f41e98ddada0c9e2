import { describeError } from '../errors.ts';

/** What one look at the gateway found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly what: string;
  /** `failure`: the gateway cannot do its work. `warning`: it can, but not for long, or not well. */
  readonly verdict: 'ok' | 'warning' | 'failure';
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

export const ok = (what: string, found: string): Finding => ({ what, verdict: 'ok', found });

export const warning = (what: string, found: string, advice: string): Finding => ({
  what,
  verdict: 'warning',
  found,
  advice,
});

export const failure = (what: string, found: string, advice: string): Finding => ({
  what,
  verdict: 'failure',
  found,
  advice,
});

/** Looks, and tells a look that could not be taken as a finding of its own: typed errors say what to do themselves. */
export async function look(what: string, take: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await take();
  } catch (error) {
    return [{ what, verdict: 'failure', found: describeError(error) }];
  }
}

const MARKS = { ok: 'ok     ', warning: 'warning', failure: 'FAILURE' } as const;

/** The findings for people, and a last line that sums them up. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(({ what, verdict, found, advice }) => {
    const line = `${MARKS[verdict]}  ${what.padEnd(width)}  ${found}\n`;
    return advice === undefined ? line : `${line}${' '.repeat(width + 11)}→ ${advice}\n`;
  });
  const count = (verdict: Finding['verdict']): number => findings.filter((one) => one.verdict === verdict).length;
  return `${lines.join('')}\n${count('failure')} failures, ${count('warning')} warnings\n`;
}
