/** A package by the three names that reports give it. */
export interface DeployedPackage {
  readonly fileName: string;
  readonly name: string;
  readonly version: string;
}

/** What a gateway's `fetch_status` says of a package: how it went, in its last words about it; undefined: nothing yet. */
export interface Verdict {
  readonly outcome: 'installed' | 'failed';
  readonly line: string;
}

/** Reads the summary lines that the engine writes (otau 5.1). The last one about this package counts. */
export function readVerdict(fetchStatus: string, { fileName, name, version }: DeployedPackage): Verdict | undefined {
  const verdicts = fetchStatus.split('\n').flatMap((line): readonly Verdict[] => {
    if (line.startsWith(`${name} ${version}: installed`)) return [{ outcome: 'installed', line }];
    if (line.startsWith(`${fileName}: `) || line.startsWith(`${name} ${version}: `))
      return [{ outcome: 'failed', line }];
    return [];
  });
  return verdicts.at(-1);
}
