import { type DeviceIdentity } from '../identity.ts';
import { type DeviceInfo, type Emulator } from '../types.ts';

/** What a developer can do now, as commands to copy. */
export function formatWelcome(
  { url, consoleUrl, vendorToken }: Pick<Emulator, 'url' | 'consoleUrl' | 'vendorToken'>,
  devices: readonly DeviceInfo[],
): string {
  const device = devices.find(({ status }) => status === 'notactivated');
  return [
    'Exosite emulator is running.',
    ...(consoleUrl === undefined ? [] : [`Web console, for a browser on this machine: ${consoleUrl}`]),
    'Try:',
    `  curl ${url}/timestamp`,
    ...formatActivation(url, device),
    `  curl ${url}/onep:v1/stack/alias -H "X-Exosite-CIK: CIK" -d temperature=21`,
    `  curl "${url}/onep:v1/stack/alias?temperature" -H "X-Exosite-CIK: CIK"`,
    'Management (content, serial numbers) takes the header',
    `  X-Exosite-Token: ${vendorToken}`,
    ...devices.map(({ vendor, model, serial, status }) => `Device ${vendor}/${model}/${serial}: ${status}`),
  ].join('\n');
}

function formatActivation(url: string, device: DeviceIdentity | undefined): readonly string[] {
  if (device === undefined) return ['  (start with --device VENDOR/MODEL/SERIAL to have a device to activate)'];
  const { vendor, model, serial } = device;
  const fields = Object.entries({ vendor, model, sn: serial });
  const data = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return [`  curl ${url}/provision/activate -d "${data}"`];
}
