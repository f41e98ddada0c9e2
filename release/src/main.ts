import { parseArgs } from 'node:util';

import manifest from '../../packages/gateway-engine/package.json' with { type: 'json' };
import { buildRelease } from './release-package.ts';

const USAGE = `Builds GatewayEngine.vVERSION.tar.gz: installs and upgrades a gateway without npm, by hand or over the air.

  npm run release:package [-- --version X] [--out DIR] [--app TARBALL ...]

  --version X   default: that of packages/gateway-engine
  --out DIR     where the tarball goes; default .release
  --app FILE    a package that the installation brings along; may be given several times

Prints the tarball's path on stdout.`;

const { values } = parseArgs({
  options: {
    version: { type: 'string', default: manifest.version },
    out: { type: 'string', default: '.release' },
    app: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
} else {
  const { path, sizeBytes } = await buildRelease({ version: values.version, outDir: values.out, apps: values.app });
  console.error(`release: ${sizeBytes} bytes`);
  console.log(path);
}
