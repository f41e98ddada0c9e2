import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Plugin } from 'rolldown';

const SCOPE = '@gateway-engine/';
const OURS = /\/packages\/[^/]+\/src\//;
const IMPORT = /^import \{([^}]*)\} from '(@gateway-engine\/[\w-]+)';$/gm;
const EXPORT = /^export \{([^}]*)\} from '(\.[^']+)';$/gm;

/**
 * Lets our packages import from the file in which a thing is made, and not from the index of its package, which brings
 * the whole package along: in one file, what is imported is also run, if nobody ever calls it.
 */
export function directImports(): Plugin {
  const indexes = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const readIndex = (name: string): Promise<ReadonlyMap<string, string>> => {
    const index = indexes.get(name) ?? parseIndex(name);
    indexes.set(name, index);
    return index;
  };
  return {
    name: 'direct-imports',
    async transform(code, id) {
      if (!OURS.test(id) || !code.includes(SCOPE)) return null;
      const found = [...code.matchAll(IMPORT)];
      const direct = await Promise.all(
        found.map(async ([statement, names = '', name = '']) => formatImports(statement, names, await readIndex(name))),
      );
      return found.reduce((text, [statement], at) => text.replace(statement, () => direct[at] ?? statement), code);
    },
  };
}

/** From name to file. What the index itself makes is not in it. */
async function parseIndex(name: string): Promise<ReadonlyMap<string, string>> {
  const path = fileURLToPath(import.meta.resolve(name));
  const text = await readFile(path, 'utf8');
  return new Map(
    [...text.matchAll(EXPORT)].flatMap(([, names = '', file = '']) =>
      namesOf(names).map((exported) => [exported, join(dirname(path), file)] as const),
    ),
  );
}

/** The statement stays as it is when a name is not where it is looked for. */
function formatImports(statement: string, names: string, index: ReadonlyMap<string, string>): string {
  const imports = namesOf(names).map((name) => ({ name, file: index.get(name) }));
  if (imports.some(({ file }) => file === undefined)) return statement;
  return imports.map(({ name, file }) => `import { ${name} } from '${file ?? ''}';`).join('\n');
}

/** Without types: they are gone in the bundle. */
function namesOf(names: string): readonly string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
}
