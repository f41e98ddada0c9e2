import { isName } from '../../arguments.ts';
import { resourceId } from '../../device/resource-id.ts';
import { MEDIA, refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { type StoredDevice } from '../../store/device-store.ts';
import { formFields, parseForm } from '../../wire/form.ts';
import { listGroups } from './group-names.ts';
import { productOf } from './product.ts';

const PATH = '/provision/manage/model/:model/:serial';

/** One serial number: status, enable, regenerate, disable, remove (exosite 4). */
export const serialRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, auth: 'vendor', handle: (call) => withDevice(call, showSerial) },
  { method: 'POST', path: PATH, auth: 'vendor', handle: (call) => withDevice(call, changeSerial) },
  { method: 'DELETE', path: PATH, auth: 'vendor', handle: (call) => withDevice(call, removeSerial) },
];

function withDevice(call: Call, handle: (call: Call, device: StoredDevice) => Answer): Answer {
  const [product, serial = ''] = [productOf(call), call.params['serial']];
  const device = product && isName(serial) ? call.platform.devices.find({ ...product, serial }) : undefined;
  return device === undefined ? refuse(404, 'no such serial number') : handle(call, device);
}

function showSerial({ platform, request }: Call, device: StoredDevice): Answer {
  const fields = formFields(parseForm(request.query));
  if (fields.get('show') === 'groups') return listGroups(platform, device, 'sn', device.serial, fields);
  // `show=log`: the emulator keeps no log of connections per serial number.
  if (fields.has('show')) return { status: 204 };
  const body = [platform.devices.status(device), resourceId(device), device.extra].join(',');
  return { status: 200, headers: MEDIA.csv, body };
}

function changeSerial({ platform, request }: Call, device: StoredDevice): Answer {
  const fields = formFields(parseForm(request.body));
  if (fields.get('disable') === 'true') {
    platform.devices.disable(device);
    return { status: 205 };
  }
  if (fields.get('enable') !== 'true') return refuse(400, 'neither enable=true nor disable=true');
  const oldSerial = fields.get('oldsn');
  if (oldSerial !== undefined) return moveClient(platform, device, oldSerial);
  // Naming an owner creates the client: the answer is its RID. Later calls only regenerate the CIK.
  const isCreation = fields.has('owner') && device.enabledAt === undefined;
  platform.devices.enable(device);
  return isCreation ? { status: 200, headers: MEDIA.text, body: resourceId(device) } : { status: 205 };
}

/** Its values come along; both need a whitelisted serial number (exosite 4). */
function moveClient({ devices }: Call['platform'], device: StoredDevice, oldSerial: string): Answer {
  const old = devices.find({ ...device, serial: oldSerial });
  if (old === undefined || old.id === device.id) return refuse(400, 'oldsn is no other serial number of this model');
  devices.move(old, device);
  return { status: 205 };
}

function removeSerial({ platform }: Call, device: StoredDevice): Answer {
  platform.devices.remove(device);
  return { status: 205 };
}
