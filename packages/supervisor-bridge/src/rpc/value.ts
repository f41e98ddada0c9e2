/** A value as XML-RPC knows it (supervisord 4). */
export type RpcValue = string | number | boolean | null | readonly RpcValue[] | { readonly [name: string]: RpcValue };

/** The members of a struct; none where the value is no struct. */
export function membersOf(value: RpcValue): Readonly<Partial<Record<string, RpcValue>>> {
  return isStruct(value) ? value : {};
}

/** The items of an array; none where the value is no array. */
export function itemsOf(value: RpcValue | undefined): readonly RpcValue[] {
  return isList(value) ? value : [];
}

/** A value as it can stand in a message. */
export function textOf(value: RpcValue | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function isList(value: RpcValue | undefined): value is readonly RpcValue[] {
  return Array.isArray(value);
}

function isStruct(value: RpcValue): value is Readonly<Record<string, RpcValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
