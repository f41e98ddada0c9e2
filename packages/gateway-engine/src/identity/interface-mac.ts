import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The kernel's limit is 15 characters; `.` and `..` are folders. */
const INTERFACE_NAME = /^(?!\.{1,2}$)[^/\s\0]{1,15}$/;

/**
 * The MAC address of a network interface, upper case with colons (gwe 33), or undefined where there is no such
 * interface or it has none (gwe 36).
 *
 * @param sysfs where the kernel shows interfaces; default `/sys/class/net`
 */
export async function readInterfaceMac(name: string, sysfs = '/sys/class/net'): Promise<string | undefined> {
  if (!INTERFACE_NAME.test(name)) return undefined;
  try {
    const address = (await readFile(join(sysfs, name, 'address'), 'utf8')).trim().toUpperCase();
    return /^[0-9A-F]{2}(:[0-9A-F]{2})+$/.test(address) ? address : undefined;
  } catch {
    return undefined;
  }
}
