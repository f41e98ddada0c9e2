import { quarantineConfs } from '../quarantine/quarantine.ts';
import type { QuarantineArguments } from './arguments.ts';

/** Sets bad files aside, prints what was done, and returns the exit code. */
export async function runQuarantine(
  { conf, dir }: QuarantineArguments,
  output: { write(text: string): unknown },
): Promise<number> {
  const { moved, created, checkedBy } = await quarantineConfs({ mainConfPath: conf, dir });
  for (const folder of created) output.write(`created ${folder}\n`);
  for (const { file, path, reason } of moved) output.write(`moved ${file} to ${path}: ${reason}\n`);
  const by = checkedBy === 'supervisor' ? "supervisord's own parser" : 'this program alone, as Python is missing';
  if (moved.length + created.length === 0) output.write(`all good (checked by ${by})\n`);
  return 0;
}
