import { type CampaignResult } from './contract.ts';

/** Nothing lost, doubled, escaped or stuck, and something was really run. */
export function isClean({ runs, harm }: CampaignResult): boolean {
  return runs > 0 && Object.values(harm).every((count) => count === 0);
}

/** The last line, for programs. */
export function formatJson(name: string, seed: number, { runs, harm, method }: CampaignResult): string {
  return JSON.stringify({ faults: name, runs, ...harm, method, seed });
}
