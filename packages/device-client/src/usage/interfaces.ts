import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** Stands in place of an interface for a request that got no connection. */
const NO_INTERFACE = 'none';
/** Stands in place of an interface that went away before it could be looked up. */
const UNKNOWN_INTERFACE = 'unknown';

type Interfaces = Readonly<NodeJS.Dict<NetworkInterfaceInfo[]>>;

/** Tells the name of the interface that has a local address, and remembers it. */
export function createInterfaceFinder(
  readInterfaces: () => Interfaces = networkInterfaces,
): (address: string | undefined) => string {
  const names = new Map<string, string>();
  return (address) => {
    if (address === undefined) return NO_INTERFACE;
    // A connection of version 4 over a socket of version 6 carries its address within one of version 6.
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
    if (!names.has(plain)) learn(names, readInterfaces());
    return names.get(plain) ?? UNKNOWN_INTERFACE;
  };
}

/** Addresses move between interfaces: what is known is replaced, not added to. */
function learn(names: Map<string, string>, interfaces: Interfaces): void {
  names.clear();
  for (const [name, addresses] of Object.entries(interfaces)) {
    for (const { address } of addresses ?? []) names.set(address, name);
  }
}
