import { oneOf, type CheckedConfig, type ConfigOption } from './options.ts';

/** From the most to the least talkative. */
const LOG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

/** How important an event has to be to be written. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What events are about: the queue (`unq`), or its file (`db`, gwe K140). */
export type Logger = 'unq' | 'db';

/** Every option of `logging.cfg`. A logger without a level of its own has that of the root. */
export const LOGGING_CFG_OPTIONS: readonly ConfigOption[] = [
  level('logger_root', 'INFO', 'everything that has no level of its own', oneOf(...LOG_LEVELS)),
  level('logger_unq', 'NOTSET', 'the queue and its requests; NOTSET: that of the root', oneOf('NOTSET', ...LOG_LEVELS)),
  level('logger_db', 'NOTSET', 'the file; NOTSET: that of the root', oneOf('NOTSET', ...LOG_LEVELS)),
];

/** Whether an event of a logger is to be written. */
export function isLogged(config: CheckedConfig, logger: Logger, eventLevel: LogLevel): boolean {
  const own = config.get(`logger_${logger}`, 'level');
  const wanted = own === 'NOTSET' ? config.get('logger_root', 'level') : own;
  return rank(eventLevel) >= rank(wanted);
}

const rank = (name: string): number => LOG_LEVELS.findIndex((known) => known === name);

function level(section: string, value: string, help: string, check: ConfigOption['check']): ConfigOption {
  return { section, key: 'level', default: value, help, check };
}
