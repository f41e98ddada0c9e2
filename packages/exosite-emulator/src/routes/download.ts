import { csvLines, MEDIA, refuse, type Answer, type DeviceCall } from '../http/exchange.ts';
import { blobAnswer } from '../http/blob.ts';
import { type Route } from '../http/route.ts';
import { type ProductIdentity } from '../identity.ts';
import { mayDownload } from '../content/access.ts';
import { type StoredContent } from '../store/content-store.ts';
import { formFields, parseForm } from '../wire/form.ts';

/** `GET /provision/download`: list, info and blob of the device's own product (exosite 3.2 to 3.4). */
export const downloadRoutes: readonly Route[] = [
  { method: 'GET', path: '/provision/download', auth: 'deviceOrToken', handle: download },
];

function download({ platform, device, request }: DeviceCall): Answer {
  const fields = formFields(parseForm(request.query));
  const id = fields.get('id');
  const wantsInfo = fields.get('info') === 'true';
  if (!isOwnProduct(device, fields)) {
    return refuse(id !== undefined && wantsInfo ? 400 : 403, 'vendor and model are not those of the device');
  }
  const isOpen = (content: StoredContent): boolean => mayDownload(platform.groups, device, device.serial, content);
  if (id === undefined)
    return csvLines(
      platform.content
        .list(device)
        .filter(isOpen)
        .map((content) => content.id),
    );
  const content = platform.content.info(device, id);
  if (content === undefined) return refuse(404, 'no such content');
  if (!isOpen(content)) return refuse(403, 'protected: the serial number is in no group with it');
  if (wantsInfo) {
    const { contentType, sizeBytes, updatedAt, meta } = content;
    return { status: 200, headers: MEDIA.csv, body: `${contentType},${sizeBytes},${updatedAt},${meta}` };
  }
  return blobAnswer(request, content, platform.content.bytes(device, id) ?? new Uint8Array());
}

/** Murano 2 names no product at all: then it is the device's own (exosite 6). */
function isOwnProduct(own: ProductIdentity, fields: ReadonlyMap<string, string>): boolean {
  const [vendor, model] = [fields.get('vendor'), fields.get('model')];
  return (vendor === undefined && model === undefined) || (vendor === own.vendor && model === own.model);
}
