/** Whether a pattern has wildcards at all. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** The components of a pattern, without `./`, empty ones and a slash at the end. */
export function splitPattern(pattern: string): readonly string[] {
  return pattern.split('/').filter((part) => part !== '' && part !== '.');
}

/**
 * Whether a name matches one component of a pattern: `*`, `?`, `[abc]`, `[!abc]`, as in a shell. A leading dot must be
 * written out.
 */
export function matchesComponent(pattern: string, name: string): boolean {
  if (!isGlob(pattern)) return pattern === name;
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  return toExpression(pattern)?.test(name) ?? false;
}

/** Whether a pattern matches a path; `**` stands for any number of directories. */
export function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') return path.some((_, index) => matchesPath(rest, path.slice(index))) || matchesPath(rest, []);
  const [name, ...below] = path;
  return name !== undefined && matchesComponent(first, name) && matchesPath(rest, below);
}

function toExpression(pattern: string): RegExp | undefined {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    const end = character === '[' ? pattern.indexOf(']', index + 2) : -1;
    if (end !== -1) {
      const set = pattern.slice(index + 1, end).replace(/[\\\]^]/g, '\\$&');
      source += `[${set.startsWith('!') ? `^${set.slice(1)}` : set}]`;
      index = end;
    } else if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else source += character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    return undefined; // a set that is none, such as [z-a], matches nothing
  }
}
