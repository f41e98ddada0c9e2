import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import type { BootOptions } from '../../src/boot/boot-options.ts';
import { programText } from './bed.ts';
import { temporaryFolder } from './folders.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A main conf with a good and a bad program, and the command of this package, in a folder of their own. */
export function bootFolder(context: TestContext): BootOptions & { readonly root: string; readonly socketPath: string } {
  const root = temporaryFolder(context);
  const at = (name: string): string => join(root, name);
  mkdirSync(at('conf.d'));
  const logs = `logfile = ${at('s.log')}\npidfile = ${at('s.pid')}\nchildlogdir = ${root}\n`;
  const server = `[unix_http_server]\nfile = ${at('s.sock')}\n[supervisorctl]\nserverurl = unix://${at('s.sock')}\n`;
  const rpc =
    '[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface\n';
  writeFileSync(at('main.conf'), `[supervisord]\n${logs}${server}${rpc}[include]\nfiles = conf.d/*.conf\n`);
  writeFileSync(at('conf.d/good.conf'), programText('good', ['command = /bin/sleep 1000', 'startsecs = 0']));
  writeFileSync(at('conf.d/bad.conf'), '[program:bad]\n');
  writeFileSync(at('bridge'), `#!/bin/sh\nexec ${process.execPath} ${MAIN} "$@"\n`);
  chmodSync(at('bridge'), 0o755);
  return {
    root,
    socketPath: at('s.sock'),
    confPath: at('main.conf'),
    confDir: at('conf.d'),
    bridgePath: at('bridge'),
    pidPath: at('s.pid'),
    stopSeconds: 30,
  };
}
