import { parseConf } from '@gateway-engine/supervisor-bridge';

import { readOptionalFile, writeDurableFile } from '../durable-file.ts';
import { GatewayEngineError } from '../errors.ts';
import { parseSeconds, PYTHON_2_COMMENTS, readValue, writeValue } from './cfg-value.ts';

/** `[device]` of Gateway.cfg: who this gateway is (gwe 30). An empty string means: not set. */
export interface GatewaySettings {
  /** The credential that activation gave: 40 characters. A secret. */
  readonly cik: string;
  readonly model: string;
  readonly vendor: string;
  /** Serial number. */
  readonly uuid: string;
  /** Network interface whose MAC address becomes the serial number while `uuid` is empty. */
  readonly iface: string;
}

/** In the order in which the file has them and the engine prints them (gwe 26). */
const GATEWAY_KEYS: readonly (keyof GatewaySettings)[] = ['cik', 'model', 'vendor', 'uuid', 'iface'];

/** Seconds between activation attempts while the file does not say otherwise (gwe 15). */
const DEFAULT_ACTIVATION_RETRY_S = 300;

const SECTION = 'device';
const RETRY_KEY = 'activation_retry_interval';
/** What the Python engine shipped: every key there, every value empty (gwe 30). */
const DEFAULT_TEXT = `[${SECTION}]\n${GATEWAY_KEYS.map((key) => `${key} = ''\n`).join('')}\n`;

/** Gateway.cfg. It is read anew at each use: other programs and `gwe --set-…` may change it at any time (gwe 40). */
export interface GatewayCfg {
  readonly path: string;
  read(): Promise<GatewaySettings>;
  /** Seconds between activation attempts. */
  readActivationRetryS(): Promise<number>;
  /**
   * Changes single fields; all else in the file, comments included, stays as it is.
   *
   * @throws GatewayEngineError `GATEWAY_CONFIG_INVALID` for a value that the file cannot hold
   */
  update(changes: Partial<GatewaySettings> & { readonly activationRetryS?: number }): Promise<GatewaySettings>;
}

export function createGatewayCfg(path: string): GatewayCfg {
  const load = async () => parseConf((await readOptionalFile(path)) ?? DEFAULT_TEXT, PYTHON_2_COMMENTS);

  async function read(): Promise<GatewaySettings> {
    const document = await load();
    const value = (key: keyof GatewaySettings): string => readValue(document.get(SECTION, key));
    return {
      cik: value('cik'),
      model: value('model'),
      vendor: value('vendor'),
      uuid: value('uuid'),
      iface: value('iface'),
    };
  }

  return {
    path,
    read,
    async readActivationRetryS() {
      const text = readValue((await load()).get(SECTION, RETRY_KEY));
      return text === '' ? DEFAULT_ACTIVATION_RETRY_S : parseSeconds(text, `${RETRY_KEY} in ${path}`);
    },
    async update({ activationRetryS, ...changes }) {
      const document = await load();
      if (changes.cik !== undefined) checkCik(changes.cik);
      for (const key of GATEWAY_KEYS) {
        const value = changes[key];
        if (value !== undefined) writeValue(document, SECTION, key, value);
      }
      if (activationRetryS !== undefined) writeValue(document, SECTION, RETRY_KEY, String(activationRetryS));
      await writeDurableFile(path, document.toString());
      return read();
    },
  };
}

/** The configuration as the engine prints it after a change (gwe 26). */
export function formatGatewaySettings(settings: GatewaySettings): string {
  return `[${SECTION}]\n${GATEWAY_KEYS.map((key) => `${key} = ${settings[key] === '' ? "''" : settings[key]}\n`).join('')}`;
}

/** A credential has 40 characters, or the gateway has none (gwe 39). */
function checkCik(cik: string): void {
  if (cik === '' || /^[\x21-\x7e]{40}$/.test(cik)) return;
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `the CIK has ${cik.length} characters: it must have 40, without blanks. Clear it with: gwe --set-cik \\'\\'`,
  );
}
