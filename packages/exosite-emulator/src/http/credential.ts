import { timingSafeEqual } from 'node:crypto';
import { type Request } from './exchange.ts';

/** A header that holds a credential. An empty one counts as absent: one client sends it so (exosite 1.2). */
export function credential({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === '' ? undefined : text;
}

/** Compares two secrets in a time that does not tell where they differ. */
export function isSameText(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
