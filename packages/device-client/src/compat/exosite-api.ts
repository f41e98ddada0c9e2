import type { PollOptions } from '../calls/poll.ts';
import type { RecordedValue } from '../calls/record.ts';
import { createDeviceClient, type DeviceClient } from '../client.ts';
import { encodeForm, type Value } from '../form.ts';
import type { Identity, Product } from '../identity.ts';
import type { DeviceClientOptions } from '../options.ts';
import { createResult, settleResult, type ApiResult } from './result.ts';

/** Options of {@link createExositeApi}. */
export interface ExositeApiOptions extends Omit<DeviceClientOptions, 'baseUrl'> {
  /** Empty or missing: not activated yet; every call but activation then answers 401 without asking. */
  readonly cik?: string;
  /** `HOST`, `HOST:PORT` or a URL. Without a scheme it is https, except on ports other than 443 (gwe J121). */
  readonly url?: string;
  /** Without `url`: the platform is `VENDOR.m2.exosite.com` (gwe J121). */
  readonly vendor?: string;
}

/**
 * The calls of the original's `ExositeAPI` in camel case (gwe J122). None rejects for what the network or the platform
 * does: look at `success` and `code`. New code is better off with `createDeviceClient`.
 */
export interface ExositeApi extends AsyncDisposable {
  httpWrite(alias: string, value: Value): Promise<ApiResult>;
  httpWriteMultiple(values: Readonly<Record<string, Value>>): Promise<ApiResult>;
  httpRead(aliases: readonly string[]): Promise<ApiResult>;
  httpReadWrite(aliases: readonly string[], values: Readonly<Record<string, Value>>): Promise<ApiResult>;
  /** 409 with `alias=timestamp` pairs in `body` if some values were not stored. */
  httpRecord(values: readonly RecordedValue[]): Promise<ApiResult>;
  /** 304 if no value came in time. */
  httpLongPoll(alias: string, options: PollOptions): Promise<ApiResult>;
  httpTimestamp(): Promise<ApiResult>;
  /** The new CIK is in `body`, and used from then on. */
  httpActivate(identity: Identity): Promise<ApiResult>;
  /** Ids in `body`, one a line. */
  httpListContent(product?: Product): Promise<ApiResult>;
  /** `type,size,updated,meta` in `body`. */
  httpContentInfo(id: string, product?: Product): Promise<ApiResult>;
  readonly cik: string;
  /** The client below, for what the facade lacks, such as downloads. */
  readonly client: DeviceClient;
  close(): Promise<void>;
}

/** Creates the facade. */
export function createExositeApi(options: ExositeApiOptions): ExositeApi {
  const { cik: given = '', url, vendor, ...rest } = options;
  const client = createDeviceClient({ ...rest, baseUrl: decideUrl(url, vendor) });
  let cik = given;

  const withCik = (call: (current: string) => Promise<ApiResult>): Promise<ApiResult> =>
    cik === '' ? Promise.resolve(createResult(401, '')) : settleResult(call(cik));

  return {
    get cik() {
      return cik;
    },
    client,
    httpWrite: (alias, value) => withCik((current) => write(client, current, { [alias]: value })),
    httpWriteMultiple: (values) => withCik((current) => write(client, current, values)),
    httpRead: (aliases) => withCik(async (current) => toValues(await client.read(current, aliases))),
    httpReadWrite: (aliases, values) =>
      withCik(async (current) => toValues(await client.writeRead(current, values, aliases))),
    httpRecord: (values) =>
      withCik(async (current) => {
        const { conflicts } = await client.record(current, values);
        if (conflicts.length === 0) return createResult(204, '');
        return createResult(409, encodeForm(conflicts.map(({ alias, timestamp }) => [alias, String(timestamp)])));
      }),
    httpLongPoll: (alias, polling) =>
      withCik(async (current) => {
        const polled = await client.poll(current, alias, polling);
        return polled === undefined ? createResult(304, '') : toValues(new Map([[alias, polled.value]]));
      }),
    httpTimestamp: () => settleResult(client.timestamp().then((seconds) => createResult(200, String(seconds)))),
    httpActivate: (identity) =>
      settleResult(
        client.activate(identity).then((issued) => {
          cik = issued;
          return createResult(200, issued);
        }),
      ),
    httpListContent: (product) =>
      withCik(async (current) => createResult(200, (await client.listContent(current, product)).join('\n'))),
    httpContentInfo: (id, product) =>
      withCik(async (current) => {
        const { contentType, sizeBytes, updatedAt, meta } = await client.contentInfo(current, id, product);
        return createResult(200, `${contentType},${sizeBytes},${updatedAt},${meta}`);
      }),
    close: () => client.close(),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function write(client: DeviceClient, cik: string, values: Readonly<Record<string, Value>>): Promise<ApiResult> {
  await client.write(cik, values);
  return createResult(204, '');
}

function toValues(values: ReadonlyMap<string, string>): ApiResult {
  return createResult(values.size === 0 ? 204 : 200, encodeForm(values), { values });
}

/** The platform's URL, from the legacy forms (gwe J121). */
export function decideUrl(url: string | undefined, vendor: string | undefined): string {
  if (url === undefined || url === '') {
    if (vendor === undefined || vendor === '') throw new TypeError('Either url or vendor is needed.');
    return `https://${vendor}.m2.exosite.com`;
  }
  if (url.includes('://')) return url;
  return /:(?!443$)\d+$/.test(url) ? `http://${url}` : `https://${url}`;
}
