import { MEDIA, refuse, type Answer, type Call } from '../http/exchange.ts';
import { type Route } from '../http/route.ts';
import { findByIdentity } from '../device/lookup.ts';
import { type StoredDevice } from '../store/device-store.ts';
import { formFields, parseForm } from '../wire/form.ts';

/** `POST /provision/activate`: `vendor`, `model` and `sn`, or `id` alone (exosite 3.1). */
export const activateRoutes: readonly Route[] = [
  { method: 'POST', path: '/provision/activate', auth: 'none', handle: activate },
];

function activate({ platform, request }: Call): Answer {
  const fields = formFields(parseForm(request.body));
  const [vendor, model, serial, id] = ['vendor', 'model', 'sn', 'id'].map((name) => fields.get(name) ?? '');
  let device: StoredDevice | undefined;
  if (vendor && model && serial) device = platform.devices.find({ vendor, model, serial });
  else if (id) device = findByIdentity(platform.devices, id, request.headers.host);
  else return refuse(400, 'activation needs vendor, model and sn, or id');
  const result = platform.devices.activate(device);
  const who =
    device === undefined ? {} : { device: { vendor: device.vendor, model: device.model, serial: device.serial } };
  if (result.status !== 200) return { ...refuse(result.status, result.why), ...who };
  return { status: 200, headers: MEDIA.text, body: result.cik, ...who };
}
