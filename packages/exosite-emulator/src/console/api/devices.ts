import { type DeviceIdentity } from '../../identity.ts';
import { type StoredDevice } from '../../store/device-store.ts';
import { type DeviceView } from '../api.ts';
import { DONE, json, refuse, type ConsoleAnswer, type ConsoleCall, type ConsoleRoute } from '../exchange.ts';
import { deviceFields, parseFields } from '../json-body.ts';
import { toValueView } from '../value-view.ts';

const DEVICE = '/api/devices/:vendor/:model/:serial';

/** Adding a device, its page, and its life cycle. */
export const deviceRoutes: readonly ConsoleRoute[] = [
  { method: 'POST', path: '/api/devices', handle: add },
  { method: 'GET', path: DEVICE, handle: (call) => withDevice(call, (device) => json(viewOf(call, device))) },
  { method: 'DELETE', path: DEVICE, handle: (call) => withDevice(call, remove) },
  { method: 'POST', path: `${DEVICE}/enable`, handle: (call) => withDevice(call, enable) },
  { method: 'POST', path: `${DEVICE}/disable`, handle: (call) => withDevice(call, disable) },
];

/** Lets `work` answer for the device that the path names; 404 if there is none. */
export function withDevice(
  call: ConsoleCall,
  work: (device: StoredDevice, call: ConsoleCall) => ConsoleAnswer,
): ConsoleAnswer {
  const { vendor = '', model = '', serial = '' } = call.params;
  const device = call.host.platform.devices.find({ vendor, model, serial });
  return device === undefined ? refuse(404, 'There is no such device.') : work(device, call);
}

function add({ host, body }: ConsoleCall): ConsoleAnswer {
  const device: DeviceIdentity = deviceFields(parseFields(body));
  const { devices } = host.platform;
  // An activated device would lose its CIK: that is a choice of its own, on its page.
  if (devices.find(device) !== undefined) return refuse(409, 'This device is there already.');
  devices.enable(device);
  return json(device, 201);
}

function viewOf({ host }: ConsoleCall, device: StoredDevice): DeviceView {
  const { devices, values } = host.platform;
  const aliases = values.aliases(device).map((alias) => {
    const latest = values.latest(device, alias);
    return latest === undefined ? { alias } : { alias, latest: toValueView(latest) };
  });
  return { ...devices.info(device), aliases };
}

function enable(device: StoredDevice, { host }: ConsoleCall): ConsoleAnswer {
  host.platform.devices.enable(device);
  return DONE;
}

function disable(device: StoredDevice, { host }: ConsoleCall): ConsoleAnswer {
  host.platform.devices.disable(device);
  return DONE;
}

function remove(device: StoredDevice, { host }: ConsoleCall): ConsoleAnswer {
  host.platform.devices.remove(device);
  return DONE;
}
