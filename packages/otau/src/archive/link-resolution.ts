/** Where a symlink leads. */
export type LinkVerdict = 'inside' | 'escapes' | 'loop';

/** More hops than any ordinary tree needs, few enough to bound the work for a hostile one. */
const MAX_HOPS = 10;

/**
 * Follows a symlink as the kernel would, component by component and through the other symlinks of the archive: a
 * target that looks harmless as text may climb out through another link (otau 2.4). `linkAt` gives the target of the
 * symlink at a path, or undefined. A target that does not exist is judged by its text.
 */
export function resolveLink(path: string, target: string, linkAt: (path: string) => string | undefined): LinkVerdict {
  const position = path.split('/').slice(0, -1);
  const steps = target.split('/').reverse();
  let hops = 0;
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step === '' || step === '.') continue;
    if (step === '..') {
      if (position.pop() === undefined) return 'escapes';
      continue;
    }
    position.push(step);
    const next = linkAt(position.join('/'));
    if (next === undefined) continue;
    if (++hops > MAX_HOPS) return 'loop';
    position.pop();
    steps.push(...next.split('/').reverse());
  }
  return 'inside';
}
