import { mayDownload } from '../../content/access.ts';
import { blobAnswer } from '../../http/blob.ts';
import { MEDIA, refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { formFields, parseForm } from '../../wire/form.ts';
import { listGroups } from './group-names.ts';
import { productOf } from './product.ts';

const PATH = '/provision/manage/content/:model/:id';

/** One content entry: info, download, upload, delete (exosite 4). */
export const contentEntryRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, auth: 'vendor', handle: showContent },
  { method: 'POST', path: PATH, auth: 'vendor', takesContent: true, handle: uploadContent },
  { method: 'DELETE', path: PATH, auth: 'vendor', handle: removeContent },
];

function showContent(call: Call): Answer {
  const { platform, request, params } = call;
  const [product, id = ''] = [productOf(call), params['id']];
  const content = product === undefined ? undefined : platform.content.info(product, id);
  if (product === undefined || content === undefined) return refuse(404, 'no such content');
  const fields = formFields(parseForm(request.query));
  const serial = fields.get('sn');
  const isKnownSerial = serial === undefined || platform.devices.find({ ...product, serial }) !== undefined;
  const isOpen = serial === undefined || mayDownload(platform.groups, product, serial, content);
  if (fields.get('download') === 'true') {
    if (!isKnownSerial || !isOpen) return refuse(403, 'no such serial, or in no group with this protected content');
    return blobAnswer(request, content, platform.content.bytes(product, id) ?? new Uint8Array());
  }
  if (fields.get('show') === 'groups') return listGroups(platform, product, 'content', id, fields);
  if (!isKnownSerial) return refuse(400, 'no such serial');
  const { contentType, sizeBytes, updatedAt, meta } = content;
  const columns = [contentType, sizeBytes, updatedAt, meta, ...(serial === undefined ? [content.isProtected] : [])];
  return { status: 200, headers: MEDIA.csv, body: columns.join(',') };
}

/** Replaces the blob of an existing entry, as the real uploaders expect (exosite 4). */
function uploadContent(call: Call): Answer {
  const { platform, request, params } = call;
  const product = productOf(call);
  if (product === undefined) return refuse(404, 'no such content');
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  const blob = { bytes: request.body, contentType };
  const isKnown = platform.content.upload(product, params['id'] ?? '', blob, platform.nowSeconds());
  return isKnown ? { status: 205 } : refuse(404, 'no such content: create it first');
}

function removeContent(call: Call): Answer {
  const product = productOf(call);
  const isRemoved = product !== undefined && call.platform.content.remove(product, call.params['id'] ?? '');
  return isRemoved ? { status: 205 } : refuse(404, 'no such content');
}
