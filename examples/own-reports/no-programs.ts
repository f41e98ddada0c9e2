import type { ProcessHost } from '@gateway-engine/otau';
import type { GatewayOptions } from 'gateway-engine';

/** For a gateway without supervisord: packages may run their scripts, and bring no programs. */
export function createNoPrograms(): ProcessHost & GatewayOptions['supervisor'] {
  return {
    check: () => Promise.reject(new Error('this gateway runs no programs: leave supervisor.conf out of the package')),
    apply: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    state: () => Promise.resolve('UNKNOWN'),
    status: () => Promise.resolve([]),
  };
}
