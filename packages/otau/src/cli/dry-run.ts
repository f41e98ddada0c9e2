import { checkPackage } from '../package/check.ts';
import { readLocalPackage } from '../offline/local-package.ts';
import { formatConf } from './conf-host.ts';
import { type CliContext } from './context.ts';
import { formatBytes, formatFinding } from './output.ts';
import { type OpenedRoot } from './root.ts';

/** Says what installing a package would do, by all checks that it goes through, and changes nothing. */
export async function rehearse(
  path: string,
  { installer, trust, force }: OpenedRoot,
  { output, fail, signal }: CliContext,
): Promise<void> {
  const check = await checkPackage(path, {
    checkConf: (name, conf) => Promise.resolve(void formatConf(name, conf)),
    signal,
  });
  for (const finding of check.findings) output.note(formatFinding(finding));
  if (!check.ok) {
    output.print(`${path}: would be refused`);
    fail();
    return;
  }
  const pkg = await readLocalPackage(path, { signal });
  const { fileName, name, version } = pkg;
  const app = (await installer.inventory()).find((entry) => entry.name === name);
  const sequence = app?.manifest?.sequence;
  const installed =
    app === undefined
      ? {}
      : {
          installed: {
            version: app.version,
            ...(sequence === undefined ? {} : { sequence }),
            ...(app.signedBy === undefined ? {} : { signedBy: app.signedBy }),
          },
        };
  const { signedBy } = await trust.verify({ ...pkg, ...installed, force }, { signal });
  const from = app === undefined ? 'installed' : `installed over ${app.version}`;
  const signed = signedBy.length === 0 ? 'not signed' : `signed by ${signedBy.join(', ')}`;
  const size = `${check.entries} entries, ${formatBytes(check.unpackedBytes)} unpacked`;
  output.print(`${fileName}: ${name} ${version} would be ${from} (${check.kind}, ${size}, ${signed})`);
}
