import type { Plugin } from 'rolldown';

const PREFIX = '\0builtin:';
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Lets the modules of Node load when the first module that imports them does, and not all of them at the start: an
 * `import` stands at the top of the one file, and what it names costs every command its time and memory.
 */
export function lazyBuiltins(): Plugin {
  return {
    name: 'lazy-builtins',
    // What is asked for by `require` or `import()` comes when it is wanted anyway.
    resolveId: (id, _importer, { kind }) =>
      id.startsWith('node:') && kind === 'import-statement' ? PREFIX + id : null,
    load: (id) => (id.startsWith(PREFIX) ? formatBuiltin(id.slice(PREFIX.length)) : null),
  };
}

/** A module that has every export of a module of Node; those that nobody imports are left out of the bundle. */
function formatBuiltin(id: string): string {
  const builtin: object = process.getBuiltinModule(id) ?? {};
  const names = Object.keys(builtin).filter((name) => IDENTIFIER.test(name) && name !== 'default');
  return [
    `const builtin = /* @__PURE__ */ process.getBuiltinModule('${id}');`,
    'export default builtin;',
    ...names.map((name) => `const $${name} = builtin.${name};\nexport { $${name} as ${name} };`),
  ].join('\n');
}
