import { isName } from '../../arguments.ts';
import { mayDownload } from '../../content/access.ts';
import { csvLines, refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { formFields, parseForm } from '../../wire/form.ts';
import { productOf } from './product.ts';

const PATH = '/provision/manage/content/:model/';

/** Content of a model: list, create, delete (exosite 4). */
export const contentListRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, auth: 'vendor', handle: listContent },
  { method: 'POST', path: PATH, auth: 'vendor', handle: changeContent },
];

function listContent(call: Call): Answer {
  const product = productOf(call);
  if (product === undefined) return refuse(400, 'no such model');
  const { content, groups } = call.platform;
  const serial = formFields(parseForm(call.request.query)).get('sn');
  const shown = content
    .list(product)
    .filter((entry) => serial === undefined || mayDownload(groups, product, serial, entry));
  return csvLines(shown.map(({ id }) => id));
}

function changeContent(call: Call): Answer {
  const { platform, request } = call;
  const product = productOf(call);
  const fields = formFields(parseForm(request.body));
  const id = fields.get('id') ?? '';
  const meta = fields.get('meta') ?? '';
  if (product === undefined || !isName(id)) return refuse(400, 'no usable model and id');
  if (fields.get('delete') === 'true') {
    return platform.content.remove(product, id) ? { status: 205 } : refuse(404, 'no such content');
  }
  if (/\p{Cc}/u.test(meta)) return refuse(400, 'meta with control characters');
  const isProtected = fields.get('protected') === 'true';
  const isNew = platform.content.create(product, id, { meta, isProtected }, platform.nowSeconds());
  return isNew ? { status: 205 } : refuse(409, 'the content exists');
}
