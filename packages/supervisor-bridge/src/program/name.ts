/** Names that no application may take, in lower case: supervisorctl's `all`, and the gateway's own programs. */
export const RESERVED_PROGRAM_NAMES: readonly string[] = Object.freeze([
  'all',
  'gwe',
  'gmq',
  'supervisor',
  'supervisord',
]);

const MAX_NAME_LENGTH = 64;

/**
 * Why `name` cannot be the name of a program, or undefined. supervisord itself accepts names that break its callers,
 * such as control characters, `all` or 300 characters (supervisord 1.6).
 */
export function explainProgramName(
  name: string,
  reserved: readonly string[] = RESERVED_PROGRAM_NAMES,
): string | undefined {
  const shown = JSON.stringify(name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name);
  if (name.length > MAX_NAME_LENGTH)
    return `${shown} has more than ${MAX_NAME_LENGTH} characters: choose a shorter name`;
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) {
    return `${shown} cannot be a program name: start with a letter or digit, then use only letters, digits, "_", "." and "-"`;
  }
  if (name.toLowerCase() === 'all' || reserved.includes(name.toLowerCase())) {
    return `${shown} is reserved: choose another name`;
  }
  return undefined;
}
