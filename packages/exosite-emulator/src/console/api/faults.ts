import { checkFault } from '../../faults/check.ts';
import { DONE, json, refuse, type ConsoleAnswer, type ConsoleCall, type ConsoleRoute } from '../exchange.ts';
import { parseFault } from '../fault-view.ts';
import { parseFields } from '../json-body.ts';

/** Fault switches, and the network as a whole. */
export const faultRoutes: readonly ConsoleRoute[] = [
  { method: 'POST', path: '/api/faults', handle: inject },
  { method: 'DELETE', path: '/api/faults', handle: clear },
  { method: 'DELETE', path: '/api/faults/:id', handle: remove },
  { method: 'PUT', path: '/api/network', handle: switchNetwork },
];

function inject({ host, body }: ConsoleCall): ConsoleAnswer {
  const fault = parseFault(parseFields(body));
  checkFault(fault);
  return json({ id: host.platform.faults.inject(fault) }, 201);
}

function clear({ host }: ConsoleCall): ConsoleAnswer {
  host.platform.faults.clear();
  return DONE;
}

function remove({ host, params }: ConsoleCall): ConsoleAnswer {
  return host.platform.faults.remove(Number(params['id'])) ? DONE : refuse(404, 'This fault is gone already.');
}

async function switchNetwork({ host, body }: ConsoleCall): Promise<ConsoleAnswer> {
  const { isOnline } = parseFields(body);
  if (typeof isOnline !== 'boolean') throw new TypeError('isOnline must be true or false');
  await (isOnline ? host.network.goOnline() : host.network.goOffline());
  return DONE;
}
