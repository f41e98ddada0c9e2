import { isName } from '../../arguments.ts';
import { csvLines, MEDIA, refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { type Platform } from '../../platform.ts';
import { formatForm, formFields, parseForm } from '../../wire/form.ts';
import { productOf } from './product.ts';

const LIST = '/provision/manage/model/';
const ONE = '/provision/manage/model/:model';

/** Models: list, create, show, change, delete (exosite 4). */
export const modelRoutes: readonly Route[] = [
  { method: 'GET', path: LIST, auth: 'vendor', handle: listModels },
  { method: 'POST', path: LIST, auth: 'vendor', handle: changeModels },
  // pyonep sends the form of a removal with DELETE.
  { method: 'DELETE', path: LIST, auth: 'vendor', handle: changeModels },
  { method: 'GET', path: ONE, auth: 'vendor', handle: showModel },
  { method: 'PUT', path: ONE, auth: 'vendor', handle: updateModel },
  { method: 'DELETE', path: ONE, auth: 'vendor', handle: (call) => removeModel(call, call.params['model'] ?? '') },
];

/** Created ones, and those that devices or content belong to. */
function listModels({ platform, request }: Call): Answer {
  const vendor = vendorOf(request.headers['x-exosite-vendor']);
  if (formFields(parseForm(request.query)).get('show') === 'shared') {
    const shares = modelNames(platform).flatMap((model) =>
      platform.catalog.list('share', model).map(({ name }) => `${name},${model}`),
    );
    return csvLines(shares);
  }
  return csvLines(modelNames(platform, vendor));
}

function modelNames({ catalog, devices, content }: Platform, vendor?: string): readonly string[] {
  const products = [...devices.all(), ...content.products()];
  const used = products.filter((product) => vendor === undefined || product.vendor === vendor);
  return [...new Set([...catalog.list('model', '').map(({ name }) => name), ...used.map(({ model }) => model)])].sort();
}

function vendorOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' && header !== '' ? header : undefined;
}

function changeModels(call: Call): Answer {
  const fields = formFields(parseForm(call.request.body));
  const model = fields.get('model') ?? '';
  if (!isName(model)) return refuse(400, 'no usable model');
  if (fields.get('delete') === 'true') return removeModel(call, model);
  const isNew = !modelNames(call.platform).includes(model);
  if (!isNew || !call.platform.catalog.add('model', '', model, describe(call))) return refuse(409, 'the model exists');
  return { status: 205 };
}

/** What a model is made of, as a form: the original client to copy, and its options. */
function describe({ request }: Call): string {
  const kept = new Set(['rid', 'code', 'options[]']);
  const pairs = parseForm(request.body).filter(({ name }) => kept.has(name));
  return formatForm(pairs.map(({ name, value }) => [name, value ?? '']));
}

function showModel({ platform, params }: Call): Answer {
  const model = params['model'] ?? '';
  if (!modelNames(platform).includes(model)) return refuse(404, 'no such model');
  return { status: 200, headers: MEDIA.form, body: platform.catalog.get('model', '', model) ?? '' };
}

function updateModel(call: Call): Answer {
  const { catalog } = call.platform;
  const model = call.params['model'] ?? '';
  if (!modelNames(call.platform).includes(model)) return refuse(404, 'no such model');
  const description = describe(call);
  if (!catalog.set('model', '', model, description)) catalog.add('model', '', model, description);
  return { status: 205 };
}

/** With everything that belongs to it. */
function removeModel(call: Call, model: string): Answer {
  const { catalog, devices, content, groups } = call.platform;
  const product = productOf({ ...call, params: { model } });
  if (product === undefined || !modelNames(call.platform).includes(model)) return refuse(404, 'no such model');
  const isOwn = (other: { readonly vendor: string; readonly model: string }): boolean =>
    other.vendor === product.vendor && other.model === product.model;
  for (const device of devices.all().filter(isOwn)) devices.remove(device);
  for (const { id } of content.list(product)) content.remove(product, id);
  for (const { name } of groups.list(product)) groups.remove(product, name);
  catalog.removeAll('share', model);
  catalog.remove('model', '', model);
  return { status: 205 };
}
