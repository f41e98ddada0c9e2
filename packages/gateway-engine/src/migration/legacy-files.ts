import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { readOptionalFile } from '../durable-file.ts';
import { GatewayEngineError } from '../errors.ts';

/** What a Python Gateway Engine left on a disk. */
export interface LegacyFiles {
  readonly gatewayCfg: string;
  /** Missing where the engine was never configured. */
  readonly engineConfig?: string;
  readonly confs: readonly LegacyConf[];
}

/** A program of the old supervisord. */
export interface LegacyConf {
  /** Of the file, without `.conf`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Where releases of the Python engine kept Gateway.cfg, relative to the root of their system (gwe 32). */
const PLACES = [
  'Gateway.cfg',
  'GatewayEngine/Gateway.cfg',
  'etc/exosite/gwe/Gateway.cfg',
  'usr/local/etc/exosite/gwe/Gateway.cfg',
  'usr/local/lib/python2.*/*-packages/GatewayEngine*/Gateway.cfg',
  'usr/local/lib/python2.*/*-packages/GatewayEngine*/GatewayEngine/Gateway.cfg',
  'usr/lib/python2.*/*-packages/GatewayEngine*/Gateway.cfg',
  'usr/lib/python2.*/*-packages/GatewayEngine*/GatewayEngine/Gateway.cfg',
];

const CONF_DIR = 'etc/supervisor/conf.d';
/** Programs of the old engine itself: the new one brings its own. */
const OWN_PROGRAMS: readonly string[] = ['gwe', 'gmq'];

/**
 * Looks for them below `root`: the root of the old system, or the folder with its Gateway.cfg.
 *
 * @throws GatewayEngineError `GATEWAY_NOTHING_TO_MIGRATE` that names the places
 */
export async function findLegacyFiles(root: string): Promise<LegacyFiles> {
  const gatewayCfg = await findFirst(root);
  if (gatewayCfg === undefined) {
    throw new GatewayEngineError(
      'GATEWAY_NOTHING_TO_MIGRATE',
      `no Gateway.cfg of a Python engine under ${root}. Looked for: ${PLACES.join(', ')}. Give the folder that holds it.`,
    );
  }
  const engineConfig = join(dirname(gatewayCfg), 'Engine.config');
  return {
    gatewayCfg,
    ...((await readOptionalFile(engineConfig)) === undefined ? {} : { engineConfig }),
    confs: await readConfs(join(root, CONF_DIR)),
  };
}

async function findFirst(root: string): Promise<string | undefined> {
  for (const place of PLACES) {
    for await (const found of glob(place, { cwd: root })) return join(root, found);
  }
  return undefined;
}

async function readConfs(dir: string): Promise<readonly LegacyConf[]> {
  const confs: LegacyConf[] = [];
  for await (const file of glob('*.conf', { cwd: dir })) {
    const name = basename(file, '.conf');
    if (OWN_PROGRAMS.includes(name)) continue;
    const path = join(dir, file);
    confs.push({ name, path, text: await readFile(path, 'utf8') });
  }
  return confs.sort((a, b) => (a.name < b.name ? -1 : 1));
}
