import { GMQ_DEFAULTS } from '../gmq.ts';
import { POLICY_DEFAULTS, QUEUE_DEFAULTS, type QueueLimitOptions, type QueuePolicies } from '../options.ts';
import { SERVER_DEFAULTS } from '../server/server.ts';
import { number, oneOf, type CheckedConfig, type ConfigOption } from './options.ts';

const ANY = Number.MAX_SAFE_INTEGER;

/** Every option of `gmq.cfg`. The first two are those of the old gmq, at its defaults (gwe K139). */
export const GMQ_CFG_OPTIONS: readonly ConfigOption[] = [
  option(
    'unq',
    'batch_record_period',
    '10.0',
    'seconds to collect records before sending them',
    number(0, 86_400, false),
  ),
  option('unq', 'batch_qty', QUEUE_DEFAULTS.maxBatchRecords, 'records per request', number(1, 100_000)),
  option('unq', 'when_full', POLICY_DEFAULTS.whenFull, 'refuse, or dropOldest', oneOf('refuse', 'dropOldest')),
  option(
    ...(['unq', 'same_second', POLICY_DEFAULTS.sameSecond, 'shift, last, first or reject'] as const),
    oneOf('shift', 'last', 'first', 'reject'),
  ),
  option('unq', 'max_age', 0, 'seconds after which a value is dropped; 0: never', number(0, 3_153_600_000)),
  option('db', 'max_messages', QUEUE_DEFAULTS.maxMessages, 'messages that may wait', number(1, ANY)),
  option('db', 'max_bytes', QUEUE_DEFAULTS.maxBytes, 'bytes that may wait', number(2048, ANY)),
  option('db', 'min_free_bytes', 8 * 1024 * 1024, 'bytes to leave free on the disk; 0: any', number(0, ANY)),
  option('http', 'host', SERVER_DEFAULTS.host, 'address to listen on', notEmpty),
  option('http', 'port', SERVER_DEFAULTS.port, 'port to listen on', number(0, 65_535)),
  option('http', 'socket', '', 'unix socket to listen on as well', () => undefined),
  option('platform', 'url', GMQ_DEFAULTS.platformUrl, 'base URL of the platform', checkUrl),
];

/** What `gmq.cfg` says about the queue; changes take effect with a reread (gwe K141). */
export function readQueueSettings(config: CheckedConfig): QueueLimitOptions & Required<QueuePolicies> {
  const numberOf = (section: string, key: string): number => Number(config.get(section, key));
  return {
    recordPeriodMs: Math.round(numberOf('unq', 'batch_record_period') * 1000),
    maxBatchRecords: numberOf('unq', 'batch_qty'),
    maxAgeMs: numberOf('unq', 'max_age') * 1000,
    maxMessages: numberOf('db', 'max_messages'),
    maxBytes: numberOf('db', 'max_bytes'),
    minFreeBytes: numberOf('db', 'min_free_bytes'),
    whenFull: config.get('unq', 'when_full') === 'dropOldest' ? 'dropOldest' : 'refuse',
    sameSecond: SAME_SECOND.find((word) => word === config.get('unq', 'same_second')) ?? 'shift',
  };
}

const SAME_SECOND = ['shift', 'last', 'first', 'reject'] as const;

function option(
  section: string,
  key: string,
  value: string | number,
  help: string,
  check: ConfigOption['check'],
): ConfigOption {
  return { section, key, default: String(value), help, check };
}

function notEmpty(value: string): string | undefined {
  return value === '' ? 'must not be empty' : undefined;
}

function checkUrl(value: string): string | undefined {
  const url = URL.parse(value);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? undefined : 'must be an http or https URL';
}
