import { readFile } from 'node:fs/promises';
import { parseConf } from '../conf/document.ts';
import { SupervisorBridgeError } from '../error.ts';
import { withFile } from '../files.ts';
import type { TransportOptions } from './transport.ts';

/** Where supervisord listens, out of the text of its main conf; undefined where it opens no unix socket. */
export function parseEndpoint(text: string): TransportOptions | undefined {
  const conf = parseConf(text);
  const url = conf.get('supervisorctl', 'serverurl');
  const section = url === undefined ? 'unix_http_server' : 'supervisorctl';
  const socketPath = url === undefined ? conf.get('unix_http_server', 'file') : url.replace(/^unix:\/\//u, '');
  if (socketPath?.startsWith('/') !== true || socketPath.includes('%')) return undefined;
  const username = conf.get(section, 'username');
  const password = conf.get(section, 'password');
  return {
    socketPath,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}

/**
 * Reads socket and password out of supervisord's main conf, as supervisorctl does: what `createSupervisorRpc` wants.
 *
 * @throws SupervisorBridgeError SUPERVISOR_FILE_UNUSABLE where it cannot be read; SUPERVISOR_CONF_BROKEN where it names
 *   no unix socket by its plain path.
 */
export async function readEndpoint(confPath: string): Promise<TransportOptions> {
  const text = await withFile(`Cannot read ${confPath}`, () => readFile(confPath, 'utf8'));
  const endpoint = parseEndpoint(text);
  if (endpoint !== undefined) return endpoint;
  throw new SupervisorBridgeError(
    'SUPERVISOR_CONF_BROKEN',
    `${confPath} names no unix socket: write [supervisorctl] with serverurl = unix:///PATH, without % expressions.`,
  );
}
