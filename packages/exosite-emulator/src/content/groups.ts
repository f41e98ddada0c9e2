import { type ProductIdentity } from '../identity.ts';
import { type CatalogEntry, type CatalogStore } from '../store/catalog-store.ts';

/** A serial number or a content entry in a group. */
interface GroupMember {
  /** `sn` or `content`. */
  readonly type: string;
  readonly id: string;
  /** Epoch seconds after which it no longer counts; absent: never. */
  readonly expire: number | undefined;
  readonly meta: string;
}

/** Groups of a product: who is in one with protected content may download it (exosite 3.4, 4). */
export interface Groups {
  list(product: ProductIdentity): readonly CatalogEntry[];
  has(product: ProductIdentity, group: string): boolean;
  /** False if it exists. */
  create(product: ProductIdentity, group: string, meta: string): boolean;
  /** False if there is no such group. */
  remove(product: ProductIdentity, group: string): boolean;
  members(product: ProductIdentity, group: string): readonly GroupMember[];
  /** False if it is a member already. */
  addMember(product: ProductIdentity, group: string, member: GroupMember): boolean;
  /** False if it is no member. */
  removeMember(product: ProductIdentity, group: string, type: string, id: string): boolean;
  /** Groups that hold this serial number or content now. */
  groupsOf(product: ProductIdentity, type: string, id: string): readonly string[];
}

/** The groups in `catalog`; `changed` is called after every change. */
export function createGroups(
  catalog: CatalogStore,
  nowSeconds: () => number,
  changed: (product: ProductIdentity) => void,
): Groups {
  const productScope = ({ vendor, model }: ProductIdentity): string => JSON.stringify([vendor, model]);
  const groupScope = ({ vendor, model }: ProductIdentity, group: string): string =>
    JSON.stringify([vendor, model, group]);
  const report = ({ vendor, model }: ProductIdentity, isDone: boolean): boolean => {
    if (isDone) changed({ vendor, model });
    return isDone;
  };
  const list = (product: ProductIdentity): readonly CatalogEntry[] => catalog.list('group', productScope(product));
  const members = (product: ProductIdentity, group: string): readonly GroupMember[] =>
    catalog.list('member', groupScope(product, group)).map(toMember);
  return {
    list,
    has: (product, group) => catalog.get('group', productScope(product), group) !== undefined,
    create: (product, group, meta) => report(product, catalog.add('group', productScope(product), group, meta)),
    remove(product, group) {
      catalog.removeAll('member', groupScope(product, group));
      return report(product, catalog.remove('group', productScope(product), group));
    },
    members,
    addMember(product, group, { type, id, expire, meta }) {
      const value = `${expire ?? ''},${meta}`;
      return report(product, catalog.add('member', groupScope(product, group), `${type},${id}`, value));
    },
    removeMember: (product, group, type, id) =>
      report(product, catalog.remove('member', groupScope(product, group), `${type},${id}`)),
    groupsOf(product, type, id) {
      const now = nowSeconds();
      const holds = (member: GroupMember): boolean =>
        member.type === type && member.id === id && (member.expire ?? Infinity) > now;
      return list(product)
        .map(({ name }) => name)
        .filter((group) => members(product, group).some(holds));
    },
  };
}

function toMember({ name, value }: CatalogEntry): GroupMember {
  const [type, id] = splitOnce(name);
  const [expire, meta] = splitOnce(value);
  return { type, id, expire: expire === '' ? undefined : Number(expire), meta };
}

/** Neither a type nor a time holds a comma; what follows the first one may. */
function splitOnce(text: string): readonly [string, string] {
  const comma = text.indexOf(',');
  return [text.slice(0, comma), text.slice(comma + 1)];
}
