import type { DeviceIdentity } from '../../src/identity.ts';

/** A text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return /^[\w.:/@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command by which a device gets its credential (exosite 3.1). */
export function activateCommand(url: string, { vendor, model, serial }: DeviceIdentity): string {
  const fields = { vendor, model, sn: serial };
  const form = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `curl ${url}/provision/activate -d '${form.join('&')}'`;
}

/** The command by which a device writes one value (exosite 2.1). */
export function writeCommand(url: string, cik: string, alias: string, value: string): string {
  const form = `${encodeURIComponent(alias)}=${encodeURIComponent(value)}`;
  return `curl -i ${url}/onep:v1/stack/alias -H 'X-Exosite-CIK: ${cik}' -d ${shellQuote(form)}`;
}

/** The command by which a device reads resources (exosite 2.2). */
export function readCommand(url: string, cik: string, aliases: readonly string[]): string {
  return `curl ${shellQuote(`${url}/onep:v1/stack/alias?${aliases.map(encodeURIComponent).join('&')}`)} -H 'X-Exosite-CIK: ${cik}'`;
}
