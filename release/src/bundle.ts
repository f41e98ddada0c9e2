import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Plugin, rolldown } from 'rolldown';

import { directImports } from './direct-imports.ts';
import { lazyBuiltins } from './lazy-builtins.ts';

/** The commands in the bundle, and the packages that they are the `bin` of. */
const TOOLS: Readonly<Record<string, string>> = {
  gwe: 'gateway-engine',
  gmq: '@gateway-engine/gmq',
  gdc: '@gateway-engine/device-client',
  otau: '@gateway-engine/otau',
  'supervisor-bridge': '@gateway-engine/supervisor-bridge',
};

const ENTRY = '\0entry';
/** What undici loads only to see whether a body is one of those that nobody here sends: forms, blobs, web streams. */
const WEB_BODIES = '/undici/lib/web/';
const NO_WEB_BODIES = '\0no-web-bodies';
/** The whole of undici is what device-client falls back to where the parts that it needs are not found. Here they are. */
const NO_FALLBACK = '\0no-fallback';
/** device-client never asks for HTTP/2; what undici has for it brings `node:http2` and `node:tls` along at once. */
const HTTP2 = '/undici/lib/dispatcher/client-h2.js';
const NO_HTTP2 = '\0no-http2';
/** What commander starts subcommands with that are files of their own. Ours are not, and it takes its time to load. */
const NO_PROGRAMS = '\0no-programs';

const STUBS: Readonly<Record<string, string>> = {
  [NO_WEB_BODIES]: 'module.exports = { webidl: { is: { FormData: () => false } } };',
  [NO_FALLBACK]: "throw new Error('the parts of undici are in this bundle');",
  [NO_HTTP2]: "module.exports = () => { throw new Error('HTTP/2 is not in this bundle'); };",
  [NO_PROGRAMS]: 'export default undefined;',
};
const BIN = 'bin:';

/** Runs the tool that the first argument names, as if it had been called by that name. */
const ENTRY_CODE = `
const [, , tool] = process.argv;
process.argv.splice(2, 1);
${Object.keys(TOOLS)
  .map((tool) => `if (tool === '${tool}') await import('${BIN}${tool}');\nelse `)
  .join('')}{
  console.error('This file runs ${Object.keys(TOOLS).join(', ')}: node FILE TOOL [ARGUMENTS]. Found: ' + tool);
  process.exitCode = 2;
}
`;

/** Bundles all commands, with all that they need but Node, into one minified file that calls itself `version`. */
export async function bundle(file: string, version: string): Promise<void> {
  const build = await rolldown({
    input: ENTRY,
    platform: 'node',
    plugins: [entries(), versions(version), directImports(), lazyBuiltins(), ascii()],
    // To read a property of a module of Node that nobody uses has no effect that anybody needs.
    treeshake: { propertyReadSideEffects: false },
  });
  try {
    await build.write({ file, format: 'esm', minify: true, codeSplitting: false, comments: { legal: true } });
  } finally {
    await build.close();
  }
}

/** The entry is made up here, and a package's command is found by what its manifest says. */
function entries(): Plugin {
  return {
    name: 'entries',
    async resolveId(id, importer) {
      if (id === ENTRY) return ENTRY;
      if (id.startsWith(BIN)) return binOf(id.slice(BIN.length));
      if (id === 'undici') return NO_FALLBACK;
      if (id === 'node:child_process' && importer?.includes('/commander/lib/') === true) return NO_PROGRAMS;
      if (!id.startsWith('.') || importer === undefined) return null;
      const path = join(dirname(importer), id);
      if (path.endsWith(HTTP2) || `${path}.js`.endsWith(HTTP2)) return NO_HTTP2;
      return path.includes(WEB_BODIES) ? NO_WEB_BODIES : null;
    },
    load(id) {
      return id === ENTRY ? ENTRY_CODE : (STUBS[id] ?? null);
    },
  };
}

/** A file with one letter beyond ASCII is kept by Node in twice the memory, and takes far longer to start. */
function ascii(): Plugin {
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    name: 'ascii',
    generateBundle: (_options, files) => {
      for (const file of Object.values(files)) {
        if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\x7f]/g, escape);
      }
    },
  };
}

/** The release has one version; the packages in it are not told apart on a gateway. */
function versions(version: string): Plugin {
  const ours = /\/packages\/[^/]+\/package\.json$/;
  return {
    name: 'versions',
    load: (id) => (ours.test(id) ? { code: JSON.stringify({ version }), moduleType: 'json' } : null),
  };
}

async function binOf(tool: string): Promise<string> {
  const name = TOOLS[tool] ?? '';
  const manifest = fileURLToPath(import.meta.resolve(`${name}/package.json`));
  const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly bin?: Readonly<Record<string, string>> };
  const path = bin?.[tool];
  if (path === undefined) throw new Error(`${name} has no command ${tool}`);
  return join(dirname(manifest), path);
}
