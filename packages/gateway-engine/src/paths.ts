import { join } from 'node:path';

/** Every path that the engine uses, under one prefix (design 4.1). */
export interface GatewayPaths {
  readonly root: string;
  /** Who this gateway is. */
  readonly gatewayCfg: string;
  /** How the engine behaves. */
  readonly engineConfig: string;
  /** Whose signatures on packages count, where signatures are looked at. */
  readonly keySet: string;
  /** How the queue behaves, where it runs. */
  readonly gmqCfg: string;
  /** How the engine fares, for `gwe status`: lost at a reboot, and worth nothing after one. */
  readonly runState: string;
  /** State that must survive a power cut. */
  readonly stateDir: string;
  readonly supervisorConf: string;
  /** What supervisord includes: one NAME.conf per program. */
  readonly supervisorConfDir: string;
  /** Where programs log: NAME.log. */
  readonly logDir: string;
}

/** The paths below `root` (`GWE_ROOT`, default `/`). */
export function gatewayPaths(root: string): GatewayPaths {
  return {
    root,
    gatewayCfg: join(root, 'etc/gateway-engine/Gateway.cfg'),
    engineConfig: join(root, 'etc/gateway-engine/Engine.config'),
    keySet: join(root, 'etc/gateway-engine/keyset.json'),
    gmqCfg: join(root, 'etc/gateway-engine/gmq.cfg'),
    runState: join(root, 'run/gateway-engine.json'),
    stateDir: join(root, 'var/lib/gateway-engine'),
    supervisorConf: join(root, 'etc/supervisor/supervisord.conf'),
    supervisorConfDir: join(root, 'etc/supervisor/conf.d'),
    logDir: join(root, 'var/log'),
  };
}
