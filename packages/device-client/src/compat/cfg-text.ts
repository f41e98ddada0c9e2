/** The options of `[device]` in a cfg file; empty where it says `''`, nothing, or only the name (gwe B30). */
export type DeviceCfg = ReadonlyMap<string, string>;

/** Reads the section `[device]`. Undefined if there is none. */
export function parseDeviceCfg(text: string): DeviceCfg | undefined {
  let isDevice = false;
  let cfg: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\[(.*)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) {
      isDevice = section === 'device';
      if (isDevice) cfg ??= new Map();
      continue;
    }
    const option = isDevice ? parseOption(line) : undefined;
    if (option !== undefined) cfg?.set(option.name, option.value);
  }
  return cfg;
}

/** Sets one option of `[device]` and leaves every other line as it is. */
export function setDeviceOption(text: string, name: string, value: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^\[device\]\s*$/.test(line));
  if (start === -1) throw new TypeError('The text has no section [device].');
  const next = lines.findIndex((line, at) => at > start && /^\[.*\]\s*$/.test(line));
  const end = next === -1 ? lines.length : next;
  const written = `${name} = ${value === '' ? "''" : value}`;
  const at = lines.findIndex((line, index) => index > start && index < end && parseOption(line)?.name === name);
  return (at === -1 ? lines.toSpliced(start + 1, 0, written) : lines.with(at, written)).join('\n');
}

function parseOption(line: string): { readonly name: string; readonly value: string } | undefined {
  if (/^\s*(?:[#;]|$)/.test(line)) return undefined;
  const [, name = '', value = ''] = /^([^=:]*)(?:[=:](.*))?$/.exec(line.trim()) ?? [];
  const trimmed = value.trim();
  return { name: name.trim().toLowerCase(), value: trimmed === "''" ? '' : trimmed };
}
