import { isName } from '../../arguments.ts';
import { refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { type DeviceIdentity } from '../../identity.ts';
import { type Platform } from '../../platform.ts';
import { toContentInfo } from '../../store/content-store.ts';
import { type StoredDevice } from '../../store/device-store.ts';
import { jsonAnswer, parseJsonObject, toValues } from './json.ts';

const IDENTITIES = '/api:1/service/:product/device2/identity';
const IDENTITY = `${IDENTITIES}/:identity`;
const STATE = `${IDENTITY}/state`;
const ITEMS = '/api:1/service/:product/content/item';
const ITEM = `${ITEMS}/:id`;

/** What MuranoCLI of Murano 2 calls for devices and content (exosite 4). */
export const murano2Routes: readonly Route[] = [
  { method: 'GET', path: IDENTITIES, auth: 'vendor', handle: listIdentities },
  { method: 'GET', path: IDENTITY, auth: 'vendor', handle: (call) => withDevice(call, showIdentity) },
  { method: 'PUT', path: IDENTITY, auth: 'vendor', handle: whitelist },
  { method: 'DELETE', path: IDENTITY, auth: 'vendor', handle: (call) => withDevice(call, removeIdentity) },
  { method: 'GET', path: STATE, auth: 'vendor', handle: (call) => withDevice(call, showState) },
  { method: 'PATCH', path: STATE, auth: 'vendor', handle: (call) => withDevice(call, setState) },
  { method: 'GET', path: ITEMS, auth: 'vendor', handle: listItems },
  { method: 'GET', path: ITEM, auth: 'vendor', handle: showItem },
  { method: 'DELETE', path: ITEM, auth: 'vendor', handle: removeItem },
];

function deviceOf({ params }: Call): DeviceIdentity {
  const { product = '', identity = '' } = params;
  return { vendor: product, model: product, serial: identity };
}

function withDevice(call: Call, handle: (call: Call, device: StoredDevice) => Answer): Answer {
  const device = call.platform.devices.find(deviceOf(call));
  return device === undefined ? refuse(404, 'no such identity') : handle(call, device);
}

/** Statuses of Murano 2: whitelisted until the device has called, then provisioned (exosite 3.1). */
function describe({ devices }: Platform, device: StoredDevice): unknown {
  const status = devices.status(device);
  const names = { activated: 'provisioned', notactivated: 'whitelisted', expired: 'expired' } as const;
  return { identity: device.serial, locked: device.disabled, status: names[status] };
}

function listIdentities({ platform, params }: Call): Answer {
  const own = platform.devices.all().filter(({ vendor }) => vendor === params['product']);
  return jsonAnswer({ devices: own.map((device) => describe(platform, device)), mayLoadMore: false });
}

function showIdentity({ platform }: Call, device: StoredDevice): Answer {
  return jsonAnswer(describe(platform, device));
}

/** Whitelists an identity so that it can be provisioned; one that is there stays as it is. */
function whitelist(call: Call): Answer {
  const device = deviceOf(call);
  if (!isName(device.vendor) || !isName(device.serial)) return refuse(400, 'no usable product and identity');
  if (call.platform.devices.find(device)?.enabledAt === undefined) call.platform.devices.enable(device);
  return { status: 204 };
}

function removeIdentity({ platform }: Call, device: StoredDevice): Answer {
  platform.devices.remove(device);
  return { status: 204 };
}

/** Both sides are the last value: the emulator does not tell set from reported ones apart (exosite 2.1). */
function showState({ platform: { values } }: Call, device: StoredDevice): Answer {
  const states = values.aliases(device).map((alias) => {
    const point = values.latest(device, alias);
    return [alias, { reported: point?.text, set: point?.text, timestamp: point?.timestamp }] as const;
  });
  return jsonAnswer(Object.fromEntries(states));
}

function setState({ platform, request }: Call, device: StoredDevice): Answer {
  const values = toValues(parseJsonObject(request.body));
  if (values === undefined) return refuse(400, 'the body is no JSON object of values');
  platform.values.write(device, values, 'cloud');
  return { status: 204 };
}

function productOf({ params }: Call): { readonly vendor: string; readonly model: string } {
  const { product = '' } = params;
  return { vendor: product, model: product };
}

function listItems(call: Call): Answer {
  return jsonAnswer(call.platform.content.list(productOf(call)).map(toContentInfo));
}

function showItem(call: Call): Answer {
  const content = call.platform.content.info(productOf(call), call.params['id'] ?? '');
  return content === undefined ? refuse(404, 'no such content') : jsonAnswer(toContentInfo(content));
}

function removeItem(call: Call): Answer {
  const isGone = call.platform.content.remove(productOf(call), call.params['id'] ?? '');
  return isGone ? { status: 204 } : refuse(404, 'no such content');
}
