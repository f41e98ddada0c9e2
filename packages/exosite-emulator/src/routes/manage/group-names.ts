import { csvLines, type Answer } from '../../http/exchange.ts';
import { type ProductIdentity } from '../../identity.ts';
import { type Platform } from '../../platform.ts';
import { pageOf } from '../../wire/paging.ts';

/** `?show=groups` of a serial number or of content: ids, or 204 for none (exosite 4). */
export function listGroups(
  { groups }: Pick<Platform, 'groups'>,
  product: ProductIdentity,
  type: 'sn' | 'content',
  id: string,
  fields: ReadonlyMap<string, string>,
): Answer {
  return linesOrNothing(pageOf(groups.groupsOf(product, type, id), fields));
}

/** A list that is 204 when it is empty (exosite 4). */
export function linesOrNothing(lines: readonly string[]): Answer {
  return lines.length === 0 ? { status: 204 } : csvLines(lines);
}
