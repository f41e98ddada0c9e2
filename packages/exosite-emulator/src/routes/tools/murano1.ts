import { isName } from '../../arguments.ts';
import { isSameText } from '../../http/credential.ts';
import { refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { type DeviceIdentity } from '../../identity.ts';
import { jsonAnswer, parseJsonObject, toValues } from './json.ts';

/**
 * What MrMurano of Murano 1 calls on `bizapi.hosted.exosite.io` (exosite 4). Content, serial numbers and RPC go
 * through `/api:1/product/<id>/proxy/…`, which the router takes for the same path without it.
 */
export const murano1Routes: readonly Route[] = [
  { method: 'POST', path: '/api:1/token/', auth: 'none', handle: logIn },
  { method: 'POST', path: '/api:1/token', auth: 'none', handle: logIn },
  { method: 'POST', path: '/api:1/product/:product/write/:serial', auth: 'vendor', handle: writeValues },
  { method: 'POST', path: '/api:1/product/:product/device/:serial', auth: 'vendor', handle: enableSerial },
];

/** The password is the vendor token, whatever the e-mail: the emulator has no users. */
function logIn({ platform, request }: Call): Answer {
  const password = parseJsonObject(request.body)?.['password'];
  const isRight = typeof password === 'string' && isSameText(password, platform.vendorToken);
  return isRight ? jsonAnswer({ token: platform.vendorToken }) : refuse(401, 'the password is not the vendor token');
}

function writeValues(call: Call): Answer {
  const { platform, request } = call;
  const device = platform.devices.find(deviceOf(call));
  if (device === undefined) return refuse(404, 'no such serial number');
  const values = toValues(parseJsonObject(request.body));
  if (values === undefined) return refuse(400, 'the body is no JSON object of texts and numbers');
  platform.values.write(device, values, 'cloud');
  return jsonAnswer({});
}

function enableSerial(call: Call): Answer {
  const device = deviceOf(call);
  if (!isName(device.vendor) || !isName(device.serial)) return refuse(400, 'no usable product and serial number');
  call.platform.devices.enable(device);
  return jsonAnswer({});
}

/** In Murano the product id stands for vendor and model (exosite 0). */
function deviceOf({ params }: Call): DeviceIdentity {
  const { product = '', serial = '' } = params;
  return { vendor: product, model: product, serial };
}
