import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, askOracle } from './oracle.ts';
import { temporaryFolder } from './folders.ts';

/** What supervisord makes of program confs, each as the only one of a main conf. Call it within a test. */
export function realizePrograms(texts: readonly string[]): Answer[] {
  const folder = temporaryFolder();
  const paths = texts.map((text, index) => {
    const path = join(folder, `${index}.conf`);
    writeFileSync(path, `[supervisord]\n[include]\nfiles = .none\n${text}`);
    return path;
  });
  return askOracle('realize', paths);
}
