import { isName } from '../../arguments.ts';
import { createCik } from '../../device/cik.ts';
import { csvLines, MEDIA, refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { type CatalogKind } from '../../store/catalog-store.ts';
import { formFields, parseForm } from '../../wire/form.ts';
import { linesOrNothing } from './group-names.ts';

const SHARE = '/provision/manage/share/:model/';
const REGISTER = '/provision/register';
const TOKENS = '/provision/admin/auth/';
const TOKEN = '/provision/admin/auth/:id';

/** Who else may see a model, the vendor's name, further vendor tokens (exosite 4). */
export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: SHARE, auth: 'vendor', handle: (call) => listNames(call, 'share', modelOf(call)) },
  { method: 'POST', path: SHARE, auth: 'vendor', handle: (call) => changeVendor(call, 'share', modelOf(call)) },
  { method: 'GET', path: REGISTER, auth: 'vendor', handle: (call) => listNames(call, 'vendor', '') },
  { method: 'POST', path: REGISTER, auth: 'vendor', handle: (call) => changeVendor(call, 'vendor', '') },
  { method: 'GET', path: TOKENS, auth: 'vendor', handle: listTokens },
  { method: 'POST', path: TOKENS, auth: 'vendor', handle: createToken },
  { method: 'GET', path: TOKEN, auth: 'vendor', handle: showToken },
  { method: 'DELETE', path: TOKEN, auth: 'vendor', handle: removeToken },
];

function modelOf({ params }: Call): string {
  return params['model'] ?? '';
}

function listNames({ platform }: Call, kind: CatalogKind, scope: string): Answer {
  return linesOrNothing(platform.catalog.list(kind, scope).map(({ name }) => name));
}

function changeVendor({ platform, request }: Call, kind: CatalogKind, scope: string): Answer {
  const fields = formFields(parseForm(request.body));
  const vendor = fields.get('vendor') ?? '';
  if (!isName(vendor)) return refuse(400, 'no usable vendor');
  if (fields.get('delete') === 'true') {
    return platform.catalog.remove(kind, scope, vendor) ? { status: 205 } : refuse(404, 'no such vendor');
  }
  return platform.catalog.add(kind, scope, vendor, '') ? { status: 205 } : refuse(409, 'the vendor is there already');
}

function listTokens({ platform }: Call): Answer {
  return csvLines(platform.catalog.list('token', '').map(({ name }) => name));
}

function createToken({ platform, request }: Call): Answer {
  const id = formFields(parseForm(request.body)).get('id') ?? '';
  if (!isName(id)) return refuse(400, 'no usable id');
  const token = createCik();
  const isNew = platform.catalog.add('token', '', id, token);
  return isNew ? { status: 200, headers: MEDIA.text, body: token } : refuse(409, 'the id exists');
}

function showToken({ platform, params }: Call): Answer {
  const token = platform.catalog.get('token', '', params['id'] ?? '');
  return token === undefined ? refuse(404, 'no such id') : { status: 200, headers: MEDIA.text, body: token };
}

function removeToken({ platform, params }: Call): Answer {
  const isGone = platform.catalog.remove('token', '', params['id'] ?? '');
  return isGone ? { status: 205 } : refuse(404, 'no such id');
}
