import { activate, DEVICE, startEmulator, type Rig } from './emulator.ts';
import { call, type Reply } from './call.ts';

interface ConsoleCallOptions {
  readonly method?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ConsoleRig extends Rig {
  readonly consoleUrl: string;
  /** A call as the console's own page makes it. */
  readonly ask: (path: string, options?: ConsoleCallOptions) => Promise<Reply>;
}

/** Path of the test device in the console's API. */
export const DEVICE_PATH = `/api/devices/${[DEVICE.vendor, DEVICE.model, DEVICE.serial].map(encodeURIComponent).join('/')}`;

/** An emulator with its console and one activated device, on a manual clock. */
export async function startConsole(): Promise<ConsoleRig> {
  const rig = await startEmulator({ console: { port: 0 } });
  rig.emulator.enableDevice(DEVICE);
  const cik = await activate(rig.url);
  const consoleUrl = rig.emulator.consoleUrl ?? '';
  const ask: ConsoleRig['ask'] = (path, { method, fields, body = '', headers } = {}) =>
    call(`${consoleUrl}${path}`, {
      method: method ?? (fields === undefined ? 'GET' : 'POST'),
      headers: { 'X-Exosite-Console': '1', ...headers },
      ...(fields === undefined && body === '' ? {} : { body: fields === undefined ? body : JSON.stringify(fields) }),
    });
  return { ...rig, cik, consoleUrl, ask };
}
