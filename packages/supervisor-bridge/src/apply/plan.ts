import type { UpdateResult } from '../control/control.ts';

/** One group to bring into its place. */
export interface GroupStep {
  readonly kind: keyof UpdateResult;
  readonly name: string;
}

/** Which files of the folder nobody desires any longer. */
export function planConfs(
  wanted: ReadonlyMap<string, string>,
  present: readonly string[],
  keep: readonly string[],
): { readonly removed: readonly string[] } {
  return { removed: present.filter((name) => !wanted.has(name) && !isKept(name, keep)) };
}

/** What supervisord has to do, in the order that frees memory and ports first: removed, changed, added. */
export function planGroups(changes: UpdateResult, keep: readonly string[]): readonly GroupStep[] {
  return (['removed', 'changed', 'added'] as const).flatMap((kind) =>
    changes[kind].filter((name) => !isKept(name, keep)).map((name) => ({ kind, name })),
  );
}

function isKept(name: string, keep: readonly string[]): boolean {
  return keep.includes(name.toLowerCase());
}
