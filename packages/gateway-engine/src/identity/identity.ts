import type { GatewayCfg, GatewaySettings } from '../configuration/gateway-cfg.ts';
import { describeError, GatewayEngineError } from '../errors.ts';
import type { DeviceIdentity, PlatformClient } from '../platform/platform-client.ts';

export interface Identity {
  /**
   * Settles the serial number and stores it: `uuid`, else the MAC of `iface` (gwe 33, 34).
   *
   * @throws GatewayEngineError `GATEWAY_NO_SERIAL`, `GATEWAY_NO_PRODUCT`
   */
  prepare(): Promise<DeviceIdentity>;
  /** The CIK: the stored one, else a new one by activation. */
  credential(options: { readonly signal?: AbortSignal }): Promise<string>;
  /** A new CIK, after the platform refused the old one. The old one stays stored until there is a new one. */
  renew(options: { readonly signal?: AbortSignal }): Promise<string>;
}

export interface IdentityOptions {
  readonly cfg: GatewayCfg;
  readonly client: Pick<PlatformClient, 'activate'>;
  readonly readMac: (iface: string) => Promise<string | undefined>;
}

export function createIdentity({ cfg, client, readMac }: IdentityOptions): Identity {
  async function prepare(): Promise<DeviceIdentity> {
    const settings = await cfg.read();
    const serial = settings.uuid === '' ? await serialFromInterface(settings) : settings.uuid;
    if (settings.vendor === '' || settings.model === '') {
      throw new GatewayEngineError(
        'GATEWAY_NO_PRODUCT',
        'the gateway does not know its product. Set it: gwe --set-product-id PRODUCT_ID',
      );
    }
    if (settings.uuid === '') await cfg.update({ uuid: serial });
    return { vendor: settings.vendor, model: settings.model, serial };
  }

  async function serialFromInterface({ iface }: GatewaySettings): Promise<string> {
    const mac = iface === '' ? undefined : await readMac(iface);
    if (mac !== undefined) return mac;
    throw new GatewayEngineError(
      'GATEWAY_NO_SERIAL',
      (iface === ''
        ? 'the gateway has no serial number: neither uuid nor iface is set.'
        : `the gateway has no serial number: uuid is not set, and there is no interface ${iface} with a MAC address.`) +
        ' Set one: gwe --set-uuid SERIAL, or gwe --set-iface eth0',
    );
  }

  async function activate(options: { readonly signal?: AbortSignal }): Promise<string> {
    const identity = await prepare();
    let cik: string;
    try {
      cik = await client.activate(identity, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw new GatewayEngineError('GATEWAY_NOT_ACTIVATED', explainRefusal(identity, error), {
        cause: error,
        retryable: true,
      });
    }
    await cfg.update({ cik });
    return cik;
  }

  return {
    prepare,
    renew: activate,
    async credential(options) {
      const { cik } = await cfg.read();
      return cik === '' ? await activate(options) : cik;
    },
  };
}

function explainRefusal({ vendor, model, serial }: DeviceIdentity, error: unknown): string {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  const advice =
    status === 404
      ? ' The platform does not know this vendor, model and serial number: add the device there.'
      : status === 409
        ? ' The platform has no open activation for it: enable the device there again.'
        : '';
  return `activation of ${vendor} ${model} ${serial} failed: ${describeError(error).replace(/\.$/, '')}.${advice}`;
}
