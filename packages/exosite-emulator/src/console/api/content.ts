import { createHash } from 'node:crypto';
import { checkContentId, checkProduct } from '../../arguments.ts';
import { type ContentDetails } from '../api.ts';
import { toContentView } from '../content-view.ts';
import { DONE, json, refuse, type ConsoleAnswer, type ConsoleCall, type ConsoleRoute } from '../exchange.ts';
import { listTarball } from '../tarball.ts';

const ENTRY = '/api/content/:vendor/:model/:id';

/** Upload, a look inside, and removal of content. */
export const contentRoutes: readonly ConsoleRoute[] = [
  { method: 'PUT', path: ENTRY, takesContent: true, handle: upload },
  { method: 'GET', path: ENTRY, handle: inspect },
  { method: 'DELETE', path: ENTRY, handle: remove },
];

function upload({ host, params, body }: ConsoleCall): ConsoleAnswer {
  const { vendor = '', model = '', id = '' } = params;
  checkProduct({ vendor, model });
  checkContentId(id);
  const { platform } = host;
  const blob = { bytes: body, contentType: mediaTypeOf(id), meta: '' };
  platform.content.put({ vendor, model }, id, blob, platform.nowSeconds());
  return DONE;
}

async function inspect({ host, params }: ConsoleCall): Promise<ConsoleAnswer> {
  const { vendor = '', model = '', id = '' } = params;
  const { content } = host.platform;
  const info = content.info({ vendor, model }, id);
  const bytes = content.bytes({ vendor, model }, id);
  if (info === undefined || bytes === undefined) return refuse(404, 'There is no such content.');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const details: ContentDetails = { ...toContentView(info), sha256, ...(await listTarball(bytes)) };
  return json(details);
}

function remove({ host, params }: ConsoleCall): ConsoleAnswer {
  const { vendor = '', model = '', id = '' } = params;
  const isRemoved = host.platform.content.remove({ vendor, model }, id);
  return isRemoved ? DONE : refuse(404, 'There is no such content.');
}

function mediaTypeOf(id: string): string {
  return /\.t?gz$/.test(id) ? 'application/gzip' : 'application/octet-stream';
}
