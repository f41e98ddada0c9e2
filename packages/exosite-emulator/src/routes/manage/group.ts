import { isName } from '../../arguments.ts';
import { refuse, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { type ProductIdentity } from '../../identity.ts';
import { formFields, parseForm } from '../../wire/form.ts';
import { linesOrNothing } from './group-names.ts';
import { productOf } from './product.ts';

const LIST = '/provision/manage/group/:model/';
const ONE = '/provision/manage/group/:model/:group';

type Fields = ReadonlyMap<string, string>;

/** Groups of serial numbers and protected content (exosite 4). */
export const groupRoutes: readonly Route[] = [
  { method: 'GET', path: LIST, auth: 'vendor', handle: (call) => withProduct(call, listAll) },
  { method: 'POST', path: LIST, auth: 'vendor', handle: (call) => withProduct(call, changeGroups) },
  { method: 'GET', path: ONE, auth: 'vendor', handle: (call) => withGroup(call, listMembers) },
  { method: 'POST', path: ONE, auth: 'vendor', handle: (call) => withGroup(call, changeMembers) },
  { method: 'DELETE', path: ONE, auth: 'vendor', handle: (call) => withGroup(call, removeGroup) },
];

function withProduct(call: Call, handle: (call: Call, product: ProductIdentity) => Answer): Answer {
  const product = productOf(call);
  return product === undefined ? refuse(400, 'no such model') : handle(call, product);
}

function withGroup(call: Call, handle: (call: Call, product: ProductIdentity, group: string) => Answer): Answer {
  return withProduct(call, (_, product) => {
    const group = call.params['group'] ?? '';
    return call.platform.groups.has(product, group) ? handle(call, product, group) : refuse(404, 'no such group');
  });
}

function listAll({ platform }: Call, product: ProductIdentity): Answer {
  return linesOrNothing(platform.groups.list(product).map(({ name }) => name));
}

function changeGroups({ platform, request }: Call, product: ProductIdentity): Answer {
  const fields = formFields(parseForm(request.body));
  const id = fields.get('id') ?? '';
  const meta = fields.get('meta') ?? '';
  if (!isName(id) || /\p{Cc}/u.test(meta)) return refuse(400, 'no usable id and meta');
  if (fields.get('delete') === 'true') return done(platform.groups.remove(product, id), 404);
  return done(platform.groups.create(product, id, meta), 409);
}

function listMembers({ platform }: Call, product: ProductIdentity, group: string): Answer {
  const members = platform.groups.members(product, group);
  return linesOrNothing(members.map(({ type, id, expire, meta }) => [type, id, expire ?? '', meta].join(',')));
}

function changeMembers({ platform, request }: Call, product: ProductIdentity, group: string): Answer {
  const fields = formFields(parseForm(request.body));
  const [type = '', id = ''] = [fields.get('type'), fields.get('id')];
  const [expire = '', meta = ''] = [fields.get('expire'), fields.get('meta')];
  if (!isMember(type, id, expire, meta)) return refuse(400, 'a member needs type=sn or type=content, and an id');
  if (wantsRemoval(fields)) return done(platform.groups.removeMember(product, group, type, id), 404);
  const member = { type, id, expire: expire === '' ? undefined : Number(expire), meta };
  return done(platform.groups.addMember(product, group, member), 409);
}

function removeGroup({ platform }: Call, product: ProductIdentity, group: string): Answer {
  return done(platform.groups.remove(product, group), 404);
}

function isMember(type: string, id: string, expire: string, meta: string): boolean {
  const isKnownType = type === 'sn' || type === 'content';
  return isKnownType && isName(id) && /^\d{0,12}$/.test(expire) && !/\p{Cc}/u.test(meta);
}

function wantsRemoval(fields: Fields): boolean {
  return fields.get('delete') === 'true' || fields.get('remove') === 'true';
}

function done(isDone: boolean, otherwise: 404 | 409): Answer {
  if (isDone) return { status: 205 };
  return refuse(otherwise, otherwise === 404 ? 'no such entry' : 'the entry exists');
}
