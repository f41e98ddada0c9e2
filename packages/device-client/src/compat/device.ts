import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SYSTEM_CLOCK, type Clock } from '../clock.ts';
import { isCik, type Identity } from '../identity.ts';
import { replaceFile } from './cfg-file.ts';
import { parseDeviceCfg, setDeviceOption } from './cfg-text.ts';
import { createExositeApi, type ExositeApi, type ExositeApiOptions } from './exosite-api.ts';
import type { ApiResult } from './result.ts';

/** Options of {@link createDevice}. */
export interface DeviceOptions extends Omit<ExositeApiOptions, 'cik' | 'vendor'> {
  /** A cfg file with the section `[device]`: cik, model, vendor, uuid (gwe B31). */
  readonly cfgPath: string;
  readonly clock?: Clock;
}

/** Between two attempts to activate, unless the file has an `activation_retry_interval` (gwe A15). */
export const DEFAULT_ACTIVATION_RETRY_MS = 300_000;

/** The calls of the facade, for a device that keeps its identity in a cfg file (gwe J125). */
export interface Device extends ExositeApi {
  /** True while there is a CIK that the platform has not refused. */
  activated(): boolean;
  /**
   * Asks for a CIK and stores it in the file. True if the device is activated then. Asks the platform no more often
   * than the retry interval allows, and returns false at once in between.
   */
  activate(): Promise<boolean>;
}

/** Reads the cfg file and creates the device. Throws a TypeError that names the option that is missing. */
export function createDevice({ cfgPath, clock = SYSTEM_CLOCK, ...options }: DeviceOptions): Device {
  const cfg = parseDeviceCfg(readFileSync(cfgPath, 'utf8'));
  if (cfg === undefined) throw new TypeError(`${cfgPath} has no section [device].`);
  const option = (name: string): string => {
    const value = cfg.get(name);
    if (value === undefined) throw new TypeError(`${cfgPath} has no ${name} in its section [device].`);
    return value;
  };
  const identity: Identity = { vendor: option('vendor'), model: option('model'), serial: option('uuid') };
  const stored = option('cik');
  const retryMs = parseRetrySeconds(cfg.get('activation_retry_interval')) ?? DEFAULT_ACTIVATION_RETRY_MS;
  const api = createExositeApi({ ...options, cik: isCik(stored) ? stored : '', vendor: identity.vendor });
  let isActivated = api.cik !== '';
  let triedAt: number | undefined;

  /** A 401 clears the flag (gwe J125). */
  const watch =
    <A extends readonly unknown[]>(call: (...args: A) => Promise<ApiResult>) =>
    async (...args: A): Promise<ApiResult> => {
      const result = await call(...args);
      if (result.code === 401) isActivated = false;
      return result;
    };

  async function activate(): Promise<boolean> {
    if (isActivated) return true;
    const now = clock.now();
    if (triedAt !== undefined && now - triedAt < retryMs) return false;
    triedAt = now;
    const { success, body } = await api.httpActivate(identity);
    if (!success) return false;
    // The platform hands a CIK out once: it is on disk before it counts.
    await replaceFile(cfgPath, setDeviceOption(await readFile(cfgPath, 'utf8'), 'cik', body));
    isActivated = true;
    return true;
  }

  return {
    get cik() {
      return api.cik;
    },
    client: api.client,
    httpWrite: watch((alias, value) => api.httpWrite(alias, value)),
    httpWriteMultiple: watch((values) => api.httpWriteMultiple(values)),
    httpRead: watch((aliases) => api.httpRead(aliases)),
    httpReadWrite: watch((aliases, values) => api.httpReadWrite(aliases, values)),
    httpRecord: watch((values) => api.httpRecord(values)),
    httpLongPoll: watch((alias, polling) => api.httpLongPoll(alias, polling)),
    httpTimestamp: () => api.httpTimestamp(),
    httpActivate: (other) => api.httpActivate(other),
    httpListContent: watch((product) => api.httpListContent(product)),
    httpContentInfo: watch((id, product) => api.httpContentInfo(id, product)),
    activated: () => isActivated,
    activate,
    close: () => api.close(),
    [Symbol.asyncDispose]: () => api.close(),
  };
}

function parseRetrySeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
}
