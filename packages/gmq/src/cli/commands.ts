import { CommanderError } from 'commander';
import type { Address } from './ask.ts';
import { formatConfig, parseConfigWords } from './configuration.ts';
import { examine, formatFindings } from './doctor.ts';
import type { Commands } from './program.ts';
import { serve } from './serve.ts';
import {
  openConfigFiles,
  resolveAddress,
  resolveGmqOptions,
  resolvePaths,
  type AddressOptions,
  type Environment,
} from './settings.ts';
import { changeDeadLetters, printLines, reread, showStatus } from './status.ts';

/** The most that a listing shows. */
const ALL_LETTERS = 10_000;

/** The commands, on this machine. */
export function createCommands(env: Environment): Commands {
  const paths = resolvePaths(env);
  const files = openConfigFiles(paths);
  const addressOf = (options: AddressOptions): Address => {
    const address = resolveAddress(options, files.gmq.read());
    // Told where to ask, that is where to ask, whatever socket gmq.cfg names.
    const isTold = options.socket === undefined && (options.host !== undefined || options.port !== undefined);
    return isTold ? { host: address.host, port: address.port } : address;
  };

  return {
    serve: (options) => serve(paths, options),
    status: (options) => showStatus(addressOf(options), options),
    peek: (options) => printLines(addressOf(options), `/gmq/messages?limit=${options.limit}`),
    export: (options) => printLines(addressOf(options), '/gmq/export'),
    async deadLetters(verb, ids, options) {
      const address = addressOf(options);
      if (verb === 'retry' || verb === 'purge') await changeDeadLetters(address, verb, ids);
      else await printLines(address, `/gmq/dead-letters?limit=${verb === 'export' ? ALL_LETTERS : 100}`);
    },
    reread: (options) => reread(addressOf(options)),
    async doctor(options) {
      const settings = resolveGmqOptions(options, paths, files.gmq.read());
      const { dataDir, platformUrl, minFreeBytes = 0 } = settings;
      const address = addressOf(options);
      const findings = await examine({
        files: [files.gmq, files.log],
        ...{ dataDir, platformUrl, minFreeBytes, address },
      });
      process.stdout.write(formatFindings(findings));
      if (findings.some(({ verdict }) => verdict === 'problem')) process.exitCode = 1;
    },
    config(which, words) {
      const file = which === 'cfg' ? files.gmq : files.log;
      const meant = parseConfigWords(words);
      if (meant === undefined) {
        const usage = `error: it is gmq ${which} get [section [option]], or gmq ${which} set section option value`;
        process.stderr.write(`${usage}\n`);
        throw new CommanderError(2, 'gmq.words', usage);
      }
      if (meant.kind === 'set') file.set(meant.section, meant.key, meant.value);
      else process.stdout.write(formatConfig(file, meant.section, meant.key));
      return Promise.resolve();
    },
    printPath(which) {
      process.stdout.write(`${which === 'cfg' ? paths.gmqCfg : paths.loggingCfg}\n`);
      return Promise.resolve();
    },
  };
}
