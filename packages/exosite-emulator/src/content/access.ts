import { type ProductIdentity } from '../identity.ts';
import { type StoredContent } from '../store/content-store.ts';
import { type Groups } from './groups.ts';

/** Whether a serial number may download: protected content only if both are in one group now (exosite 3.4). */
export function mayDownload(
  groups: Pick<Groups, 'groupsOf'>,
  product: ProductIdentity,
  serial: string,
  { id, isProtected }: Pick<StoredContent, 'id' | 'isProtected'>,
): boolean {
  if (!isProtected) return true;
  const own = new Set(groups.groupsOf(product, 'sn', serial));
  return groups.groupsOf(product, 'content', id).some((group) => own.has(group));
}
