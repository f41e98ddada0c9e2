import { isName } from '../../arguments.ts';
import { resourceId } from '../../device/resource-id.ts';
import { csvLines, refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { type ProductIdentity } from '../../identity.ts';
import { formFields, parseForm } from '../../wire/form.ts';
import { pageOf } from '../../wire/paging.ts';
import { parseSerialCsv, parseSerialForm, type SerialLine } from '../../wire/serial-list.ts';
import { productOf } from './product.ts';

const PATH = '/provision/manage/model/:model/';

/** Serial numbers of a model: list, add, remove (exosite 4). */
export const serialListRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, auth: 'vendor', handle: listSerials },
  { method: 'POST', path: PATH, auth: 'vendor', handle: changeSerials },
  { method: 'DELETE', path: PATH, auth: 'vendor', handle: (call) => removeSerials(call, linesOf(call)) },
];

function listSerials(call: Call): Answer {
  const product = productOf(call);
  if (product === undefined) return refuse(400, 'no such model');
  const { devices } = call.platform;
  const fields = formFields(parseForm(call.request.query));
  const own = devices.all().filter(({ vendor, model }) => vendor === product.vendor && model === product.model);
  return csvLines(
    pageOf(own, fields).map((device) => {
      const status = fields.get('status') === 'true' ? [devices.status(device)] : [];
      return [device.serial, ...status, resourceId(device), device.extra].join(',');
    }),
  );
}

function changeSerials(call: Call): Answer {
  const lines = linesOf(call);
  const fields = formFields(parseForm(call.request.body));
  const removes = fields.get('delete') === 'true' || fields.get('remove') === 'true';
  return removes ? removeSerials(call, lines) : addSerials(call, lines);
}

function addSerials(call: Call, lines: readonly SerialLine[]): Answer {
  const product = usableProduct(call, lines);
  if (product === undefined) return refuse(400, 'no usable model and serial numbers');
  const { devices } = call.platform;
  if (lines.some(({ serial }) => devices.find({ ...product, serial }) !== undefined)) {
    return refuse(409, 'a serial number exists');
  }
  for (const { serial, extra } of lines) devices.add({ ...product, serial }, extra);
  return { status: 205 };
}

function removeSerials(call: Call, lines: readonly SerialLine[]): Answer {
  const product = usableProduct(call, lines);
  if (product === undefined) return refuse(400, 'no usable model and serial numbers');
  for (const { serial } of lines) {
    const device = call.platform.devices.find({ ...product, serial });
    if (device !== undefined) call.platform.devices.remove(device);
  }
  return { status: 205 };
}

function linesOf({ request }: Call): readonly SerialLine[] {
  const isCsv = request.headers['content-type']?.startsWith('text/csv') === true;
  return isCsv ? parseSerialCsv(request.body) : parseSerialForm(parseForm(request.body));
}

function usableProduct(call: Call, lines: readonly SerialLine[]): ProductIdentity | undefined {
  const isUsable = lines.length > 0 && lines.every(({ serial, extra }) => isName(serial) && !/\p{Cc}/u.test(extra));
  return isUsable ? productOf(call) : undefined;
}
