import { type ConfDocument, parseConf } from '@gateway-engine/supervisor-bridge';

import { readOptionalFile, writeDurableFile } from '../durable-file.ts';
import { GatewayEngineError } from '../errors.ts';
import { parseSeconds, PYTHON_2_COMMENTS, readValue, writeValue } from './cfg-value.ts';
import { DEBUG_LEVELS, type DebugLevel } from './debug-level.ts';
import { nearestKey } from './nearest-key.ts';
import { SIGNATURE_POLICIES, type SignatureSetting } from './signature-setting.ts';

/** `[engine]` of Engine.config: how the engine behaves (gwe 41). */
export interface EngineSettings {
  /** Seconds between check-ins. Default 14400, four hours (gwe 42). */
  readonly updateIntervalS: number;
  /** Default INFO. */
  readonly debugLevel: DebugLevel;
  /** Empty: `GatewayEngine-v<VERSION>` (gwe 44). */
  readonly userAgent: string;
  /** Base URL of the platform. Empty: `https://VENDOR.m2.exosite.com`. */
  readonly platformUrl: string;
  /** Whether a request is kept open between check-ins, so that commands come at once (design 4.3). Default false. */
  readonly longPoll: boolean;
  /**
   * Seconds for which an app's program must run without a restart after an update; if it does not, the version before is
   * put back (otau 3.6). 0: nothing is watched. Default 30.
   */
  readonly healthySeconds: number;
  /**
   * Which packages must be signed (otau 4.2): `off` looks at no signature, `ifPresent` refuses bad ones and unsigned
   * successors of signed apps, `required` refuses all that is not signed. Default off.
   */
  readonly signatures: SignatureSetting;
}

export const ENGINE_DEFAULTS: EngineSettings = Object.freeze({
  updateIntervalS: 14_400,
  debugLevel: 'INFO',
  userAgent: '',
  platformUrl: '',
  longPoll: false,
  healthySeconds: 30,
  signatures: 'off',
});

const SECTION = 'engine';
const KEYS = {
  updateIntervalS: 'update_interval',
  debugLevel: 'debug_level',
  userAgent: 'user_agent',
  platformUrl: 'platform_url',
  longPoll: 'long_poll',
  healthySeconds: 'healthy_seconds',
  signatures: 'signatures',
} as const satisfies Record<keyof EngineSettings, string>;

/** Engine.config. Read anew at each use, so that a change by `gwe --set-…` is there at the next check-in. */
export interface EngineConfig {
  readonly path: string;
  /** @throws GatewayEngineError `GATEWAY_CONFIG_INVALID` with every mistake in `findings` */
  read(): Promise<EngineSettings>;
  update(changes: Partial<EngineSettings>): Promise<EngineSettings>;
}

export function createEngineConfig(path: string): EngineConfig {
  const load = async (): Promise<ConfDocument> =>
    parseConf((await readOptionalFile(path)) ?? `[${SECTION}]\n`, PYTHON_2_COMMENTS);
  return {
    path,
    read: async () => readSettings(await load(), path),
    async update(changes) {
      const document = await load();
      if (changes.updateIntervalS !== undefined) set(document, 'updateIntervalS', String(changes.updateIntervalS));
      if (changes.debugLevel !== undefined) set(document, 'debugLevel', changes.debugLevel);
      if (changes.userAgent !== undefined) set(document, 'userAgent', changes.userAgent);
      if (changes.platformUrl !== undefined) set(document, 'platformUrl', changes.platformUrl);
      if (changes.longPoll !== undefined) set(document, 'longPoll', changes.longPoll ? 'on' : 'off');
      if (changes.healthySeconds !== undefined) set(document, 'healthySeconds', String(changes.healthySeconds));
      if (changes.signatures !== undefined) set(document, 'signatures', changes.signatures);
      // A change that would leave an unusable file is refused before it is written.
      const settings = readSettings(document, path);
      await writeDurableFile(path, document.toString());
      return settings;
    },
  };
}

function set(document: ConfDocument, setting: keyof EngineSettings, value: string): void {
  writeValue(document, SECTION, KEYS[setting], value);
}

function readSettings(document: ConfDocument, path: string): EngineSettings {
  const findings = unknownKeys(document);
  const text = (setting: keyof EngineSettings): string => readValue(document.get(SECTION, KEYS[setting]));
  const settings: EngineSettings = {
    updateIntervalS: collect(findings, () => readInterval(text('updateIntervalS'))) ?? ENGINE_DEFAULTS.updateIntervalS,
    debugLevel: collect(findings, () => readLevel(text('debugLevel'))) ?? ENGINE_DEFAULTS.debugLevel,
    userAgent: text('userAgent'),
    platformUrl: collect(findings, () => readUrl(text('platformUrl'))) ?? ENGINE_DEFAULTS.platformUrl,
    longPoll: collect(findings, () => readSwitch(text('longPoll'), KEYS.longPoll)) ?? ENGINE_DEFAULTS.longPoll,
    healthySeconds: collect(findings, () => readHealthy(text('healthySeconds'))) ?? ENGINE_DEFAULTS.healthySeconds,
    signatures: collect(findings, () => readSignatures(text('signatures'))) ?? ENGINE_DEFAULTS.signatures,
  };
  if (findings.length > 0) {
    throw new GatewayEngineError('GATEWAY_CONFIG_INVALID', `${path} cannot be used:\n  ${findings.join('\n  ')}`, {
      findings,
    });
  }
  return settings;
}

function unknownKeys(document: ConfDocument): string[] {
  const known: readonly string[] = Object.values(KEYS);
  return document
    .keys(SECTION)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = nearestKey(key, known);
      return `unknown key ${key}${near === undefined ? `; known are ${known.join(', ')}` : `: did you mean ${near}?`}`;
    });
}

function collect<T>(findings: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    findings.push(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function readInterval(text: string): number | undefined {
  return text === '' ? undefined : parseSeconds(text, KEYS.updateIntervalS);
}

/** One of the five levels, in any case. */
export function readLevel(text: string): DebugLevel | undefined {
  if (text === '') return undefined;
  const level = DEBUG_LEVELS.find((known) => known === text.toUpperCase());
  if (level !== undefined) return level;
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `debug_level is ${JSON.stringify(text)}: write one of ${DEBUG_LEVELS.join(', ')}.`,
  );
}

/** An hour: what is watched for longer holds up everything else. */
const MAX_HEALTHY_S = 3600;

function readHealthy(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^\d+$/.test(text) && Number(text) <= MAX_HEALTHY_S) return Number(text);
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `${KEYS.healthySeconds} is ${JSON.stringify(text)}: write whole seconds, 0 to ${MAX_HEALTHY_S}.`,
  );
}

function readSignatures(text: string): SignatureSetting | undefined {
  if (text === '') return undefined;
  const policy = SIGNATURE_POLICIES.find((known) => known.toLowerCase() === text.toLowerCase());
  if (policy !== undefined) return policy;
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `${KEYS.signatures} is ${JSON.stringify(text)}: write one of ${SIGNATURE_POLICIES.join(', ')}.`,
  );
}

function readSwitch(text: string, key: string): boolean | undefined {
  if (text === '') return undefined;
  const value = SWITCH_WORDS.get(text.toLowerCase());
  if (value !== undefined) return value;
  throw new GatewayEngineError('GATEWAY_CONFIG_INVALID', `${key} is ${JSON.stringify(text)}: write on or off.`);
}

/** What Python's ConfigParser takes for yes and no. */
const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['on', 'true', 'yes', '1'].map((word) => [word, true] as const),
  ...['off', 'false', 'no', '0'].map((word) => [word, false] as const),
]);

function readUrl(text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:')) return text;
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `platform_url is ${JSON.stringify(text)}: write https://HOST or http://HOST:PORT.`,
  );
}
