import type { DeviceClientOptions } from '../options.ts';
import { decideBaseUrl, parseWholeNumber, readSetting, UsageError, type CliHost } from './settings.ts';

/** Options that all commands share. */
export interface GlobalOptions {
  readonly url?: string;
  readonly timeoutMs?: string;
  readonly ca?: string;
  readonly pin?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly host?: string;
  readonly proxy?: string;
  readonly cikFile?: string;
  readonly usage?: string;
  readonly json?: true;
}

/** What the flags and the environment say about the way to the platform. */
export function decideClientOptions(host: CliHost, options: GlobalOptions, vendor?: string): DeviceClientOptions {
  const { url, timeoutMs, ca, pin, cert, key } = options;
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--cert and --key go together.');
  const proxy = options.proxy ?? host.env['GDC_PROXY'];
  return {
    baseUrl: decideBaseUrl(url, host.env, vendor),
    ...(timeoutMs === undefined ? {} : { timeoutMs: parseWholeNumber('--timeout-ms', timeoutMs) }),
    ...(ca === undefined ? {} : { ca: readSetting('--ca', ca) }),
    ...(pin === undefined ? {} : { pinnedCertificates: pin }),
    ...(cert === undefined || key === undefined
      ? {}
      : { clientCertificate: { cert: readSetting('--cert', cert), key: readSetting('--key', key) } }),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(proxy === undefined || proxy === '' ? {} : { proxy }),
  };
}
